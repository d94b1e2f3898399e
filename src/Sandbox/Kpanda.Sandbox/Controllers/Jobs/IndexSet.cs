using System.Globalization;

namespace Kpanda.Sandbox.Controllers.Jobs;

/// <summary>Indexes as a Job writes them: <c>0-3,5,7-9</c>, two in a row as <c>0,1</c>.</summary>
internal static class IndexSet
{
    public static IEnumerable<int> Parse(string? text)
    {
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split('-');
            var from = int.Parse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture);
            var to = int.Parse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture);
            for (var index = from; index <= to; index++)
                yield return index;
        }
    }

    public static string Write(IEnumerable<int> indexes)
    {
        var parts = new List<string>();
        int? from = null;
        var last = 0;
        foreach (var index in indexes.Order().Append(int.MaxValue))
        {
            if (from is { } start && index != last + 1)
            {
                parts.Add(start == last ? $"{start}" : start + 1 == last ? $"{start},{last}" : $"{start}-{last}");
                from = null;
            }
            from ??= index;
            last = index;
        }
        return string.Join(',', parts);
    }
}
