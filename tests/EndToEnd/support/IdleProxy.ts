import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What stands between browsers and servers in many places: it cuts every connection on which nothing has come for a while. */
export class IdleProxy {
  /** How many it has cut. */
  cuts = 0;

  private constructor(
    private readonly server: Server,
    readonly url: string,
    private readonly sockets: Set<Socket>,
  ) {}

  /** Stands before a server, and cuts after so many milliseconds. */
  static async before(address: string, patience: number): Promise<IdleProxy> {
    const { hostname, port } = new URL(address);
    const sockets = new Set<Socket>();
    let proxy: IdleProxy | undefined = undefined;
    const server = createServer((browser) => {
      const beyond = connect(Number(port), hostname);
      let timer: NodeJS.Timeout | undefined;
      const over = () => {
        clearTimeout(timer);
        for (const each of [browser, beyond]) {
          sockets.delete(each);
          each.destroy();
        }
      };
      const wait = () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          if (proxy) proxy.cuts++;
          over();
        }, patience);
      };
      for (const [from, to] of [
        [browser, beyond],
        [beyond, browser],
      ] as const) {
        sockets.add(from);
        from.on('data', wait);
        from.on('error', over);
        from.on('close', over);
        from.pipe(to);
      }
      wait();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    proxy = new IdleProxy(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sockets);
    return proxy;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
