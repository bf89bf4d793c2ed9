import { onBeforeUnmount, ref, type Ref } from "vue";

/** The time, to the minute: 今天 becomes 昨天 on a page that stays open overnight. */
export function useNow(): Ref<Date> {
  const now = ref(new Date());
  const timer = setInterval(() => (now.value = new Date()), 60_000);
  onBeforeUnmount(() => clearInterval(timer));
  return now;
}
