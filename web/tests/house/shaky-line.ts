/** A wire to the house that can be cut: a TCP relay of the test's own. */

import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

export class ShakyLine {
  private readonly open = new Set<Socket>();
  private down = false;
  private readonly server: Server;

  constructor(house: string) {
    const { hostname, port } = new URL(house);
    this.server = createServer((page) => {
      if (this.down) return void page.destroy();
      const desk = connect(Number(port), hostname);
      for (const [end, other] of [[page, desk], [desk, page]] as const) {
        this.open.add(end);
        end.on("error", () => other.destroy());
        end.on("close", () => {
          this.open.delete(end);
          other.destroy();
        });
        end.pipe(other);
      }
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  /** Breaks off whatever is open, wherever it is, and takes nothing new. */
  cut(): void {
    this.down = true;
    for (const socket of this.open) socket.resetAndDestroy();
  }

  mend(): void {
    this.down = false;
  }

  stop(): void {
    this.cut();
    this.server.close();
  }
}
