import { ArrowDownUp } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuChoice } from "@/components/ui/menu";
import { SORTS, type VideoSort } from "@/lib/cache/video-query";
import { useTranslate } from "@/lib/i18n/use-translate";

interface SortMenuProps {
  sort: VideoSort;
  onSort: (sort: VideoSort) => void;
}

export function SortMenu({ sort, onSort }: SortMenuProps) {
  const translate = useTranslate();
  const current = translate(`sort.${sort}`);
  return (
    <Menu
      trigger={
        <Button
          size="toolbar"
          tone="quiet"
          aria-label={translate("sort.current", { current })}
          className="max-lg:w-8 max-lg:px-0"
        >
          <ArrowDownUp aria-hidden="true" />
          <span className="max-lg:hidden">{current}</span>
        </Button>
      }
    >
      <MenuChoice
        label={translate("sort.label")}
        value={sort}
        options={SORTS.map((value) => ({ value, label: translate(`sort.${value}`) }))}
        onChange={onSort}
      />
    </Menu>
  );
}
