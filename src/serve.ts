/** The one door to the network, and it opens inward only: a page for the browser of this machine. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A page that is served until it is closed. */
export interface Served {
  /** Of the loopback address. */
  port: number;
  /** Shows another page to whoever looks, and to whoever looks already. */
  show(page: string): void;
  close(): Promise<void>;
}

interface State {
  page: string;
  /** How often the page has changed: whoever looks asks with the number of what they see. */
  number: number;
  waiting: Set<ServerResponse>;
}

const address = "127.0.0.1";
const changed = "data: changed\n\n";

const headers = {
  "Cache-Control": "no-store",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
} as const;

/**
 * Serves a page at the loopback address. Without a port it takes the usual one where that is free, else any. Throws what the system says
 * where it cannot listen.
 */
export async function serve(first: string, port?: number): Promise<Served> {
  const state: State = { page: first, number: 0, waiting: new Set() };
  const server = createServer((request, response) => answer(request, response, state));
  server.maxConnections = 64;
  server.headersTimeout = 10_000;
  try {
    await listen(server, port ?? 4370);
  } catch (error) {
    if (port !== undefined || (error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    await listen(server, 0);
  }
  return {
    port: (server.address() as AddressInfo).port,
    show(next) {
      state.page = next;
      state.number++;
      for (const response of state.waiting) response.write(changed);
    },
    async close() {
      for (const response of state.waiting) response.end();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

const listen = (server: Server, port: number) =>
  new Promise<void>((done, failed) => {
    server.once("error", failed);
    server.listen(port, address, () => {
      server.off("error", failed);
      done();
    });
  });

function answer(request: IncomingMessage, response: ServerResponse, state: State): void {
  const refuse = (status: number, text: string) => {
    response.writeHead(status, { ...headers, "Content-Type": "text/plain; charset=utf-8" }).end(`${text}\n`);
  };
  // A name that somebody else's page made this address answer to, or a page that asks from elsewhere, gets nothing.
  if (!isOwn(request)) return refuse(403, "Only this machine may look.");
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(405, "Only GET and HEAD.");
  const seen = /^\/changes\?(\d+)$/.exec(request.url ?? "")?.[1];
  if (request.url === "/") {
    const tag = `<meta name="milcity-state" content="${state.number}">`;
    response.writeHead(200, { ...headers, "Content-Type": "text/html; charset=utf-8" });
    response.end(request.method === "HEAD" ? undefined : state.page.replace("</head>", `${tag}\n</head>`));
  } else if (seen !== undefined && request.method === "GET") {
    response.writeHead(200, { ...headers, "Content-Type": "text/event-stream" });
    // What changed between the page and this question is told at once.
    response.write(seen === String(state.number) ? ": waiting\n\n" : changed);
    state.waiting.add(response);
    response.on("close", () => state.waiting.delete(response));
  } else refuse(404, "There is only the one page.");
}

function isOwn(request: IncomingMessage): boolean {
  const { host = "" } = request.headers;
  const port = request.socket.localPort;
  const from = request.headers["sec-fetch-site"] ?? "none";
  return (host === `${address}:${port}` || host === `localhost:${port}`) && (from === "none" || from === "same-origin");
}
