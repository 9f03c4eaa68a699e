import { Search, X } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { useNavigate } from "react-router";
import { IconButton } from "@/components/ui/icon-button";
import { Modal } from "@/components/ui/modal";
import { Spinner } from "@/components/ui/spinner";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useSettled } from "@/lib/react/use-settled";
import { useSearch } from "../api/search-videos";
import { rememberedSearches, useSearchStore } from "../stores/search-store";
import { EarlierSearches } from "./earlier-searches";
import { SearchFindings } from "./search-findings";
import { movedTo, type SearchOption, searchOptions } from "./search-options";
import { SearchScope } from "./search-scope";

const SETTLED_AFTER_MS = 180;
const LONGEST_QUERY = 300;
const FINDINGS = "search-findings";

interface SearchPaletteProps {
  /** The list on the page, to which a search may be confined. */
  list: { id: string; name: string } | null;
}

/** Titles, channels and what is said in the videos, all at once; the focus stays in the field. */
export function SearchPalette({ list }: SearchPaletteProps) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const { show, remember, forget } = useSearchStore.getState();
  const [text, setText] = useState("");
  const [within, setWithin] = useState(false);
  const [earlier, setEarlier] = useState(rememberedSearches);
  const words = text.trim();
  const settled = useSettled(words, SETTLED_AFTER_MS);
  const asked = words === "" ? "" : settled;
  const listId = within && list ? list.id : null;
  const search = useSearch(asked, listId);
  const options = asked === "" ? [] : searchOptions(search.data?.pages.flatMap((page) => page.items) ?? []);
  // The place belongs to one search: with other words it begins anew.
  const [place, setPlace] = useState({ of: "", at: 0 });
  const of = `${listId}/${asked}`;
  const at = place.of === of ? Math.min(place.at, options.length - 1) : Math.min(0, options.length - 1);
  const current = options[at];
  const waiting = words !== "" && (settled !== words || search.isFetching);

  function leave(): void {
    remember(words);
    show(false);
  }

  function open(option: SearchOption): void {
    leave();
    void navigate(option.href);
  }

  function press(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const next = movedTo(event.key, at, options.length);
    if (next !== null) {
      event.preventDefault();
      setPlace({ of, at: next });
    } else if (event.key === "Enter" && current && settled === words) {
      event.preventDefault();
      open(current);
    }
  }

  return (
    <Modal
      label={translate("search.title")}
      onClose={() => show(false)}
      className="mx-auto mt-[max(1rem,8dvh)] mb-4 max-h-[calc(100dvh-max(2rem,14dvh))] w-[min(42rem,calc(100vw-1.5rem))]"
    >
      <div className="flex shrink-0 items-center gap-3 border-line border-b py-2 pr-2 pl-4">
        {waiting ? <Spinner /> : <Search className="size-4 text-ink-faint" aria-hidden="true" />}
        <input
          data-focus
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={press}
          role="combobox"
          aria-label={translate("search.field")}
          aria-expanded={options.length > 0}
          aria-controls={options.length > 0 ? FINDINGS : undefined}
          aria-autocomplete="list"
          aria-activedescendant={current?.id}
          placeholder={translate("search.field")}
          maxLength={LONGEST_QUERY}
          enterKeyHint="search"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          className="h-9 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-ink-faint"
        />
        <IconButton label={translate("app.close")} hint={false} onClick={() => show(false)}>
          <X />
        </IconButton>
      </div>
      {list && <SearchScope listName={list.name} within={within} onChange={setWithin} />}
      {words === "" ? (
        <EarlierSearches
          searches={earlier}
          onChoose={setText}
          onForget={() => {
            forget();
            setEarlier([]);
          }}
        />
      ) : (
        <SearchFindings
          id={FINDINGS}
          words={asked}
          search={search}
          options={options}
          current={current ?? null}
          onPoint={(option) => setPlace({ of, at: options.indexOf(option) })}
          onOpen={leave}
          onWiden={within && list ? () => setWithin(false) : null}
        />
      )}
    </Modal>
  );
}
