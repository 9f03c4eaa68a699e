import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { Outlet, Route, Routes, useLocation } from "react-router";
import { beforeEach, expect, test } from "vitest";
import type { Video } from "@/api/types";
import { useNoticeStore } from "@/components/ui/notice-store";
import { useSelectionStore } from "@/features/videos/stores/selection-store";
import { useViewStore } from "@/features/videos/stores/view-store";
import { keys } from "@/lib/cache/keys";
import { aCompleteVideo, aList, aTag } from "../../../tests/builders";
import { renderInApp } from "../../../tests/render";
import { roomOf } from "../../../tests/room";
import { aServer } from "../../../tests/server";
import { ListPage } from "../list-page";

const server = aServer();
roomOf({ width: 1200, height: 800 });

const videos = ["Rain", "Snow", "Hail"].map((title, index) =>
  aCompleteVideo({ id: `v${index + 1}`, youtube_id: `aaaaaaaaaa${index}`, title, tag_ids: [] }),
);

const lists = [aList(), aList({ id: "l2", name: "Cooking" })];
const tags = [aTag(), aTag({ id: "t2", name: "Music", color: "green" })];
const channels = [{ channel_id: "UC1", name: "Slow Radio", video_count: 3 }];

/** What was asked of the list, newest last. */
let asked: string[] = [];
/** Whether there are more than the first page. */
let more = false;

function found(search: URLSearchParams): Video[] {
  const q = search.get("q")?.toLowerCase() ?? "";
  return search.has("channel") ? [] : videos.filter((video) => video.title?.toLowerCase().includes(q));
}

beforeEach(() => {
  asked = [];
  more = false;
  useSelectionStore.setState({ listId: null, selected: new Set(), anchor: null, choosing: false });
  useViewStore.setState({ layout: "grid", columns: "auto" });
  server.use(
    http.get("*/api/lists", () => HttpResponse.json({ items: lists, next_cursor: null })),
    http.get("*/api/tags", () => HttpResponse.json({ items: tags, next_cursor: null })),
    http.get("*/api/channels", () => HttpResponse.json({ items: channels, next_cursor: null })),
    http.get("*/api/jobs", () => HttpResponse.json({ items: [], next_cursor: null })),
    http.get("*/api/lists/l1/videos", ({ request }) => {
      const { searchParams } = new URL(request.url);
      searchParams.delete("limit");
      asked.push(searchParams.toString());
      const items = searchParams.has("cursor") ? [] : found(searchParams);
      return HttpResponse.json({
        items,
        next_cursor: more ? "next" : null,
        total: more ? 900 : items.length,
      });
    }),
  );
});

function Address() {
  const { search } = useLocation();
  return <output data-testid="address">{decodeURIComponent(search)}</output>;
}

function show(path = "/lists/l1") {
  renderInApp(
    <Routes>
      <Route
        element={
          <>
            <Address />
            <Outlet context={{ receive: () => undefined }} />
          </>
        }
      >
        <Route path="/lists/:listId" element={<ListPage />} />
      </Route>
    </Routes>,
    {
      path,
      known: [
        [keys.lists, lists],
        [keys.jobs, { items: [], next_cursor: null }],
        [keys.tags, tags],
        [keys.channels("l1"), channels],
      ],
    },
  );
}

const address = () => screen.getByTestId("address").textContent;

test("an address brings back all that was chosen, and every chip takes its part back", async () => {
  show("/lists/l1?q=rain&stage=complete&captions=with&tag=t1&tag=t2&tags=all&sort=title");
  await screen.findByRole("link", { name: "Rain" });
  expect(new Set(asked.at(-1)?.split("&"))).toEqual(
    new Set(["captions=with", "q=rain", "stage=complete", "tag=t1", "tag=t2", "tag_mode=all", "sort=title"]),
  );
  expect(screen.getByText("1 video fits")).toBeVisible();

  await userEvent.click(screen.getByRole("button", { name: "and" }));
  await userEvent.click(screen.getByRole("button", { name: "Remove filter: Physics" }));
  await userEvent.click(screen.getByRole("button", { name: "Remove filter: With captions" }));
  await userEvent.click(screen.getByRole("button", { name: "Remove filter: Ready" }));
  await waitFor(() => expect(address()).toBe("?q=rain&tag=t2&sort=title"));

  await userEvent.click(screen.getByRole("button", { name: "Show all" }));
  await waitFor(() => expect(address()).toBe("?sort=title"));
  expect(screen.getByRole("searchbox", { name: "Title or channel" })).toHaveValue("");
});

test("what is typed is looked for once typing rests", async () => {
  show();
  await screen.findByRole("link", { name: "Snow" });
  await userEvent.type(screen.getByRole("searchbox", { name: "Title or channel" }), "hail");
  await waitFor(() => expect(address()).toBe("?q=hail"));
  await screen.findByText("1 video fits");
  expect(asked).toEqual(["", "q=hail"]);
  expect(screen.queryByRole("link", { name: "Snow" })).toBeNull();
});

test("where nothing fits it says so, and one press shows everything again", async () => {
  show("/lists/l1?channel=UC9");
  await screen.findByRole("heading", { name: "No video fits" });
  await userEvent.click(screen.getByRole("button", { name: "Clear filters" }));
  await screen.findByRole("link", { name: "Rain" });
  expect(address()).toBe("");
});

test("filters are chosen in one place, and count at once", async () => {
  show();
  await userEvent.click(await screen.findByRole("button", { name: "Filter" }));
  const panel = await screen.findByRole("dialog", { name: "Filter" });
  await userEvent.click(await within(panel).findByRole("button", { name: "Being imported" }));
  await userEvent.click(within(panel).getByRole("checkbox", { name: "Physics" }));
  await userEvent.click(within(panel).getByRole("checkbox", { name: "Music" }));
  await userEvent.click(within(panel).getByRole("button", { name: "all of them" }));
  await waitFor(() => expect(address()).toBe("?stage=importing&tag=t1&tag=t2&tags=all"));
  await waitFor(() =>
    expect(asked.at(-1)).toContain("stage=created&stage=metadata&stage=captions&stage=chapters"),
  );
  await userEvent.click(within(panel).getByRole("button", { name: "Being imported" }));
  await waitFor(() => expect(address()).toBe("?tag=t1&tag=t2&tags=all"));
});

test("Ctrl+A chooses all that fit, loaded or not; it is said, and Escape lets go", async () => {
  more = true;
  server.use(
    http.get("*/api/lists/l1/video-ids", ({ request }) => {
      expect(new URL(request.url).search).toBe("?q=a");
      return HttpResponse.json({ ids: Array.from({ length: 900 }, (_, index) => `v${index}`) });
    }),
  );
  show("/lists/l1?q=a");
  await screen.findByRole("link", { name: "Rain" });
  await userEvent.keyboard("{Control>}a{/Control}");
  await waitFor(() => expect(useSelectionStore.getState().selected.size).toBe(900));
  expect(screen.getAllByText("900 selected").some((text) => text.getAttribute("role") === "status")).toBe(
    true,
  );
  expect(screen.queryByRole("button", { name: /^Select all/ })).toBeNull();
  await userEvent.keyboard("{Escape}");
  expect(useSelectionStore.getState().selected.size).toBe(0);
  expect(screen.getByRole("toolbar", { name: "Filter and sort" })).toBeVisible();
});

test("Ctrl+A in a field is the field's", async () => {
  show();
  await screen.findByRole("link", { name: "Rain" });
  await userEvent.click(screen.getByRole("searchbox", { name: "Title or channel" }));
  await userEvent.keyboard("{Control>}a{/Control}");
  expect(useSelectionStore.getState().selected.size).toBe(0);
});

test("chosen videos are removed only after a word, and then at once", async () => {
  const removed: unknown[] = [];
  server.use(
    http.post("*/api/videos/remove", async ({ request }) => {
      removed.push(await request.json());
      return HttpResponse.json({ removed: 2 });
    }),
  );
  show();
  await userEvent.click(await screen.findByRole("checkbox", { name: "Select “Rain”" }));
  await userEvent.click(screen.getByRole("checkbox", { name: "Select “Hail”" }));
  await userEvent.click(screen.getByRole("button", { name: "Remove" }));
  const question = await screen.findByRole("dialog", { name: "Remove 2 videos?" });
  expect(removed).toEqual([]);
  await userEvent.click(within(question).getByRole("button", { name: "Remove" }));
  await waitFor(() => expect(screen.queryByRole("link", { name: "Rain" })).toBeNull());
  expect(removed).toEqual([{ video_ids: ["v1", "v3"] }]);
  expect(useNoticeStore.getState().notices[0]?.text).toBe("2 videos removed.");
  expect(useSelectionStore.getState().selected.size).toBe(0);
});

test("chosen videos go to another list, and those that were there are named", async () => {
  server.use(
    http.post("*/api/videos/move", async ({ request }) => {
      expect(await request.json()).toEqual({ video_ids: ["v1", "v2"], list_id: "l2" });
      return HttpResponse.json({ moved: 1, already_there: 1 });
    }),
  );
  show();
  await userEvent.click(await screen.findByRole("checkbox", { name: "Select “Rain”" }));
  await userEvent.click(screen.getByRole("checkbox", { name: "Select “Snow”" }));
  await userEvent.click(screen.getByRole("button", { name: "Move" }));
  const question = await screen.findByRole("dialog", { name: "Move 2 videos" });
  expect(within(question).queryByRole("radio", { name: "Talks" })).toBeNull();
  await userEvent.click(within(question).getByRole("button", { name: "Move" }));
  await waitFor(() =>
    expect(useNoticeStore.getState().notices[0]?.text).toBe(
      "1 video moved to “Cooking”. 1 was there already and stays.",
    ),
  );
});

test("another choice of videos begins a new selection, another order does not", async () => {
  show();
  await userEvent.click(await screen.findByRole("checkbox", { name: "Select “Rain”" }));
  expect(useSelectionStore.getState().selected.size).toBe(1);
  await userEvent.click(screen.getByRole("button", { name: "End selection" }));
  useViewStore.getState().chooseLayout("table");
  const title = await screen.findByRole("button", { name: "Title" });
  await userEvent.click(screen.getByRole("checkbox", { name: "Select “Rain”" }));
  await userEvent.click(title);
  await waitFor(() => expect(address()).toBe("?sort=title"));
  expect(useSelectionStore.getState().selected.size).toBe(1);
});

test("a list that cannot be loaded says so, and can be asked for again", async () => {
  server.use(
    http.get("*/api/lists/l1/videos", () => HttpResponse.json({ code: "invalid_request" }, { status: 400 }), {
      once: true,
    }),
  );
  show();
  await screen.findByRole("heading", { name: "The videos could not be loaded." });
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  await screen.findByRole("link", { name: "Rain" });
});
