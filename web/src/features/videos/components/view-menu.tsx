import { LayoutGrid, Rows3 } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuChoice, MenuLine } from "@/components/ui/menu";
import { useTranslate } from "@/lib/i18n/use-translate";
import { COLUMN_CHOICES, useViewStore } from "../stores/view-store";

/** Grid or table, and how many columns the grid has. */
export function ViewMenu() {
  const translate = useTranslate();
  const { layout, columns, chooseLayout, chooseColumns } = useViewStore();
  return (
    <Menu
      trigger={
        <IconButton label={translate("view.label")} hint={false}>
          {layout === "grid" ? <LayoutGrid /> : <Rows3 />}
        </IconButton>
      }
    >
      <MenuChoice
        label={translate("view.layout")}
        value={layout}
        options={[
          { value: "grid", label: translate("view.grid") },
          { value: "table", label: translate("view.table") },
        ]}
        onChange={chooseLayout}
      />
      <MenuLine />
      <MenuChoice
        label={translate("view.columns")}
        value={layout === "grid" ? String(columns) : ""}
        options={COLUMN_CHOICES.map((choice) => ({
          value: String(choice),
          label: choice === "auto" ? translate("view.auto") : String(choice),
        }))}
        onChange={(value) =>
          chooseColumns(COLUMN_CHOICES.find((choice) => String(choice) === value) ?? "auto")
        }
      />
    </Menu>
  );
}
