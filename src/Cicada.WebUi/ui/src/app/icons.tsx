import type { ComponentChildren } from "preact";

// Small drawings in the colour of the text around them. They are never all there is to read: what they stand in has a name.

function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg class="drawing" viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"
      aria-hidden="true" focusable="false">{children}</svg>
  );
}

export const CloseIcon = () => <Icon><path d="M4 4l8 8M12 4l-8 8" /></Icon>;
export const StopIcon = () => <Icon><rect x="4" y="4" width="8" height="8" rx="1" fill="currentColor" /></Icon>;
export const PlayIcon = () => <Icon><path d="M5 3.5v9l7.5-4.5z" fill="currentColor" /></Icon>;
export const PauseIcon = () => <Icon><path d="M5.5 4v8M10.5 4v8" stroke-width="2.2" /></Icon>;
export const EditIcon = () => <Icon><path d="M3 13l.6-2.8 7-7 2.2 2.2-7 7zM9.4 4.4l2.2 2.2" /></Icon>;
export const DeleteIcon = () => <Icon><path d="M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.5 8.5h6l.5-8.5M7 7v3.5M9 7v3.5" /></Icon>;
export const StarIcon = ({ filled = false }: { filled?: boolean }) => (
  <Icon><path d="M8 2.2l1.8 3.7 4 .6-2.9 2.8.7 4L8 11.4l-3.6 1.9.7-4-2.9-2.8 4-.6z" fill={filled ? "currentColor" : "none"} /></Icon>
);
export const DownloadIcon = () => <Icon><path d="M8 2.5v7.5M4.8 7L8 10.2 11.2 7M3 13.2h10" /></Icon>;
export const ChartIcon = () => <Icon><path d="M2.5 2.5v11h11M5 10.5l2.5-3.5 2 2L13 4.5" /></Icon>;
export const ColumnsIcon = () => <Icon><path d="M2.5 3.5h11v9h-11zM6.2 3.5v9M9.8 3.5v9" /></Icon>;
export const SearchIcon = () => <Icon><circle cx="7" cy="7" r="4.2" /><path d="M10.2 10.2L13.5 13.5" /></Icon>;
export const PlusIcon = () => <Icon><path d="M8 3v10M3 8h10" /></Icon>;
export const FromHereIcon = () => <Icon><path d="M3.5 2.5v11M6.5 8H14M11 5l3 3-3 3" /></Icon>;
export const SwapIcon = () => <Icon><path d="M3 5.5h9.5M10 3l2.5 2.5L10 8M13 10.5H3.5M6 8l-2.5 2.5L6 13" /></Icon>;
export const HelpIcon = () => <Icon><circle cx="8" cy="8" r="5.8" /><path d="M6.2 6.4c0-2.4 3.7-2.3 3.7 0 0 1.4-1.9 1.4-1.9 2.8M8 11.4v.1" /></Icon>;
export const SunIcon = () => <Icon><circle cx="8" cy="8" r="2.8" /><path d="M8 1.8v1.4M8 12.8v1.4M1.8 8h1.4M12.8 8h1.4M3.6 3.6l1 1M11.4 11.4l1 1M12.4 3.6l-1 1M4.6 11.4l-1 1" /></Icon>;
export const MoonIcon = () => <Icon><path d="M13 9.6A5.6 5.6 0 1 1 6.4 3a4.6 4.6 0 0 0 6.6 6.6z" /></Icon>;
export const SystemIcon = () => <Icon><path d="M2.5 3.5h11v7.5h-11zM6 13.5h4M8 11v2.5" /></Icon>;
export const DownIcon = () => <Icon><path d="M4 6l4 4 4-4" /></Icon>;
export const ChevronIcon = () => <Icon><path d="M6 4l4 4-4 4" /></Icon>;
export const CopyIcon = () => <Icon><path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3" /></Icon>;
