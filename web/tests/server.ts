import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { session } from "@/api/http";
import { useNoticeStore } from "@/components/ui/notice-store";

/** A server that answers what a test tells it to, and somebody who is signed in there. */
export function aServer(): ReturnType<typeof setupServer> {
  const server = setupServer();
  beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
  beforeEach(() => session.begin({ access_token: "token", token_type: "bearer", expires_in: 900 }));
  afterEach(() => {
    server.resetHandlers();
    useNoticeStore.setState({ notices: [] });
  });
  afterAll(() => server.close());
  return server;
}
