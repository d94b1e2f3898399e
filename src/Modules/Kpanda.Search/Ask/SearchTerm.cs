namespace Kpanda.Search.Ask;

/// <summary>One word of a search: <c>cart</c>, or with a key <c>status:Failed</c>. Without a key, <paramref name="Key"/> is empty.</summary>
internal readonly record struct SearchTerm(string Key, string Value)
{
    /// <summary>Takes a text apart. Double quotes hold a value together: <c>label:"tier in (web, api)"</c>.</summary>
    public static List<SearchTerm> Split(string text)
    {
        var terms = new List<SearchTerm>();
        var word = new System.Text.StringBuilder();
        var (colon, quoted) = (-1, false);
        foreach (var letter in text)
        {
            if (letter == '"') quoted = !quoted;
            else if (!quoted && char.IsWhiteSpace(letter)) End();
            else
            {
                if (letter == ':' && !quoted && colon < 0) colon = word.Length;
                word.Append(letter);
            }
        }

        End();
        return terms;

        void End()
        {
            var all = word.ToString();
            if (all.Length > 0) terms.Add(colon < 0 ? new("", all) : new(all[..colon], all[(colon + 1)..]));
            word.Clear();
            colon = -1;
        }
    }
}
