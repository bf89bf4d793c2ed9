/** How days and hours are written. */
export const timeWords = {
  today: "今天",
  yesterday: "昨天",
  weekdays: ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"],
  monthDay: (month: number, day: number) => `${month} 月 ${day} 日`,
  yearMonthDay: (year: number, month: number, day: number) => `${year} 年 ${month} 月 ${day} 日`,
};
