import { useEffect, useRef } from "preact/hooks";
import { addressOf, runOf } from "cicada/app/http";
import { DownIcon, DownloadIcon } from "cicada/app/icons";

const formats = [
  { path: "report", query: {}, name: "Report", about: "one HTML file, opens anywhere" },
  { path: "export", query: { format: "csv" }, name: "Requests as CSV", about: "one line each" },
  { path: "export", query: { format: "jsonl" }, name: "All points as JSON lines", about: "" },
  { path: "export", query: { format: "line-protocol" }, name: "All points as line protocol", about: "for InfluxDB" },
  { path: "export", query: { format: "parquet" }, name: "Requests as Parquet", about: "" },
];

/** A run as a file. */
export function DownloadMenu({ run }: { run: string }) {
  const details = useRef<HTMLDetailsElement>(null);
  const close = () => { if (details.current) { details.current.open = false; } };
  useEffect(() => {
    const outside = (event: Event) => event.target instanceof Node && !details.current?.contains(event.target) && close();
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, []);
  return (
    <details class="menu" ref={details} onKeyDown={event => event.key === "Escape" && (event.stopPropagation(), close())}>
      <summary class="button quiet"><DownloadIcon />Export<DownIcon /></summary>
      <ul class="menu-list card">
        {formats.map(({ path, query, name, about }) => (
          <li key={name}><a href={addressOf(runOf(run, path), query)} download onClick={close}>{name}{about && <span class="muted small">{about}</span>}</a></li>
        ))}
      </ul>
    </details>
  );
}
