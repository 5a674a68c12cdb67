import { MoonIcon, SunIcon, SystemIcon } from "cicada/app/icons";
import { useShortcut } from "cicada/app/keys";
import { nextTheme, theme } from "cicada/app/theme";

/** Light, dark, or as the system has it. */
export function ThemeButton() {
  const turn = () => {
    theme.value = nextTheme[theme.value];
  };
  useShortcut("t", "Theme: as the system, light, dark", turn);
  return (
    <div class="run-actions actions no-print">
      <button type="button" class="quiet icon" aria-label={`Theme: ${theme.value}`} title={`Theme: ${theme.value}`} onClick={turn}>
        {theme.value === "system" ? <SystemIcon /> : theme.value === "light" ? <SunIcon /> : <MoonIcon />}
      </button>
    </div>
  );
}
