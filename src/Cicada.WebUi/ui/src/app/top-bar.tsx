import { info, refreshInfo } from "cicada/app/info";
import { post } from "cicada/app/http";
import { HelpIcon, MoonIcon, PlayIcon, SunIcon, SystemIcon } from "cicada/app/icons";
import { complain } from "cicada/app/notice";
import { Link, place, runPath } from "cicada/app/router";
import { showShortcuts } from "cicada/app/shortcuts";
import { nextTheme, theme, type Theme } from "cicada/app/theme";

const themeIcons: Record<Theme, () => preact.JSX.Element> = { system: SystemIcon, light: SunIcon, dark: MoonIcon };
const themeNames: Record<Theme, string> = { system: "as the system", light: "light", dark: "dark" };

/** The name, the pages, the run that is on, and what is about the UI itself. */
export function TopBar({ page }: { page: string }) {
  const about = info.value, ThemeIcon = themeIcons[theme.value];
  const run = about?.live_run ?? "latest";
  const isRun = page === "runs" && place.value.path.length > 1;
  return (
    <header class="top">
      <Link to="/" class="brand" title="To the first page"><Mark /><span>{about?.test ?? "Cicada"}</span></Link>
      <nav aria-label="Pages">
        <Item to={runPath(run)} isHere={isRun}>Run</Item>
        <Item to="/runs" isHere={page === "runs" && !isRun}>Runs</Item>
        <Item to="/compare" isHere={page === "compare"}>Compare</Item>
        <Item to="/explore" isHere={page === "explore"}>Explore</Item>
        {about?.mode === "run" && <Item to="/start" isHere={page === "start"}>Start</Item>}
      </nav>
      <div class="top-end">
        {about?.live_run && <Link to={runPath(about.live_run)} class="live" title={about.live_run}><PlayIcon /><span>A run is on</span></Link>}
        <button type="button" class="quiet icon" onClick={() => { theme.value = nextTheme[theme.value]; }} title={`Theme: ${themeNames[theme.value]} (t)`}
          aria-label={`Theme: ${themeNames[theme.value]}. Change it`}><ThemeIcon /></button>
        <button type="button" class="quiet icon" onClick={showShortcuts} title="Shortcuts (?)" aria-label="Keyboard shortcuts"><HelpIcon /></button>
        {about?.user != null && <button type="button" class="quiet" title={about.user === "" ? undefined : `Logged in as ${about.user}`} onClick={logOut}>Log out</button>}
      </div>
    </header>
  );
}

function Item({ to, isHere, children }: { to: string; isHere: boolean; children: string }) {
  return <Link to={to} aria-current={isHere ? "page" : undefined}>{children}</Link>;
}

function Mark() {
  return (
    <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden="true" class="mark">
      <rect width="32" height="32" rx="7" /><path d="M5 20h4l3-9 4 14 4-18 3 13h4" />
    </svg>
  );
}

function logOut(): void {
  post("logout").then(refreshInfo).catch(complain);
}
