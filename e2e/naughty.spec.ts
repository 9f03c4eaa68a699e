import strings from "big-list-of-naughty-strings";
import { linkTo, videoIds } from "./gestures";
import type { Receipt, Video } from "./person";
import { expect, test } from "./reelshelf";

/** All that looks like code or markup, and every fourth of the others. */
const NAUGHTY = strings.filter((text, index) => /[<>{}]|script/i.test(text) || index % 4 === 0);

/** As many as are drawn at once in a window so tall that none is left out. */
const AT_ONCE = 150;

test("naughty strings as titles and tags are shown as they are, and nothing in them runs", async ({
  page,
  person,
}) => {
  test.setTimeout(240_000);
  for (let start = 0; start < NAUGHTY.length; start += AT_ONCE) {
    const list = await person.createList(`Strings from ${start}`);
    const texts = NAUGHTY.slice(start, start + AT_ONCE);
    const ids = videoIds(texts.length, `g${start / AT_ONCE}`);
    const receipt: Receipt = await person.importLinks(list.id, ids.map(linkTo));
    // Nothing of YouTube is wanted here: the titles are a person's own.
    await person.post(`/api/jobs/${receipt.job_id}/pause`);
    const titles: string[] = [];
    for (const [index, title] of texts.entries()) {
      const named = await person.tryTo<Video>("PATCH", `/api/videos/${receipt.video_ids[index]}`, { title });
      if (named?.title) titles.push(named.title);
      if (index % 5 === 0) await person.tryTo("POST", "/api/tags", { name: title });
    }

    await page.setViewportSize({ width: 1600, height: 9_000 });
    await page.goto(`/lists/${list.id}`);
    await expect(page.getByRole("article")).toHaveCount(texts.length);

    const shown = await page
      .getByRole("article")
      .getByRole("heading")
      .evaluateAll((headings) => headings.map((heading) => heading.textContent));
    expect(titles.length).toBeGreaterThan(texts.length / 2);
    expect(shown).toEqual(expect.arrayContaining(titles));
  }
  const { items: tags } = await person.get<{ items: { name: string }[] }>("/api/tags?limit=200");
  const links = await page.getByRole("link").evaluateAll((all) => all.map((link) => link.textContent));
  expect(tags.length).toBeGreaterThan(10);
  // Each with its count behind it.
  expect(links).toEqual(expect.arrayContaining(tags.map(({ name }) => `${name}0`)));
});
