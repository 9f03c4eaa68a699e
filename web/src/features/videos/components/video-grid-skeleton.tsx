import { useTranslate } from "@/lib/i18n/use-translate";

const TILES = Array.from({ length: 10 }, (_, index) => index);

export function VideoGridSkeleton() {
  const translate = useTranslate();
  return (
    <div
      role="status"
      aria-label={translate("app.loading")}
      className="grid animate-pulse grid-cols-2 gap-x-5 gap-y-8 motion-reduce:animate-none md:grid-cols-3 lg:grid-cols-4 xl:grid-cols-5"
    >
      {TILES.map((tile) => (
        <div key={tile}>
          <div className="aspect-video rounded-lg bg-hover" />
          <div className="mt-2.5 h-3.5 w-5/6 rounded bg-hover" />
          <div className="mt-2 h-3 w-2/5 rounded bg-hover" />
        </div>
      ))}
    </div>
  );
}
