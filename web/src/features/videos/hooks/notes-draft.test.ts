import { expect, test } from "vitest";
import { changeNotes, draftOf, isPending, maySend, type NotesChange, type NotesDraft } from "./notes-draft";

function after(start: NotesDraft, ...changes: NotesChange[]): NotesDraft {
  return changes.reduce(changeNotes, start);
}

const empty = draftOf("", null);

test("what was typed is saved, and then there is nothing to save", () => {
  const typed = after(empty, { type: "typed", text: "a" });
  expect(maySend(typed)).toBe(true);
  const sending = after(typed, { type: "sending" });
  expect(maySend(sending)).toBe(false);
  expect(isPending(after(sending, { type: "sent", text: "a" }))).toBe(false);
});

test("what is typed while it is being saved is saved next", () => {
  const draft = after(
    empty,
    { type: "typed", text: "a" },
    { type: "sending" },
    { type: "typed", text: "ab" },
    { type: "sent", text: "a" },
  );
  expect(draft.text).toBe("ab");
  expect(maySend(draft)).toBe(true);
});

test("one's own words that come back change nothing", () => {
  const sending = after(
    empty,
    { type: "typed", text: "a" },
    { type: "sending" },
    { type: "typed", text: "ab" },
  );
  expect(after(sending, { type: "heard", text: "a" })).toEqual(sending);
});

test("where nothing is unsaved, what another tab wrote is shown", () => {
  const draft = after(empty, { type: "heard", text: "theirs" });
  expect(draft).toEqual(draftOf("theirs", null));
});

test("while somebody types, what another tab wrote neither overwrites nor is overwritten", () => {
  const draft = after(empty, { type: "typed", text: "mine" }, { type: "heard", text: "theirs" });
  expect(draft.text).toBe("mine");
  expect(draft.elsewhere).toBe("theirs");
  expect(maySend(draft)).toBe(false);
});

test("then a person decides", () => {
  const both = after(empty, { type: "typed", text: "mine" }, { type: "heard", text: "theirs" });
  const mine = after(both, { type: "keep-mine" });
  expect(mine.text).toBe("mine");
  expect(maySend(mine)).toBe(true);
  expect(after(both, { type: "take-theirs" })).toEqual(draftOf("theirs", null));
});

test("two who wrote the same have nothing to decide", () => {
  const draft = after(empty, { type: "typed", text: "same" }, { type: "heard", text: "same" });
  expect(draft.elsewhere).toBeNull();
  expect(isPending(draft)).toBe(false);
});

test("a failure keeps the words, to be sent again", () => {
  const draft = after(empty, { type: "typed", text: "a" }, { type: "sending" }, { type: "failed" });
  expect(draft.failed).toBe(true);
  expect(maySend(draft)).toBe(true);
});

test("words that were left unsaved are there again", () => {
  const draft = draftOf("old", { text: "new", saved: "old" });
  expect(draft.text).toBe("new");
  expect(maySend(draft)).toBe(true);
});

test("unless something else was written since: then a person decides", () => {
  const draft = draftOf("theirs", { text: "mine", saved: "old" });
  expect(draft.text).toBe("mine");
  expect(draft.elsewhere).toBe("theirs");
});
