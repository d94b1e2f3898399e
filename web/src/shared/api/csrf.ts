// Over https the name has the prefix that keeps other ports and sub-domains from planting it.
const cookieNames = ['__Host-kpanda-csrf', 'kpanda-csrf'];

/** Header that a write with a session cookie must carry; its value is readable only by pages of this origin. */
export const csrfHeader = 'X-Kpanda-CSRF';

export function csrfToken(cookies = document.cookie): string | null {
  for (const pair of cookies.split('; ')) {
    const at = pair.indexOf('=');
    if (cookieNames.includes(pair.slice(0, at))) return decodeURIComponent(pair.slice(at + 1));
  }
  return null;
}
