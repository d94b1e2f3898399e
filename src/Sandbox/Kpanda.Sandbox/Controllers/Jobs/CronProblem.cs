using System.Globalization;

namespace Kpanda.Sandbox.Controllers.Jobs;

/// <summary>Says why a text is no schedule, in the words that Kubernetes' API server takes over from its parser.</summary>
internal static class CronProblem
{
    private static readonly (int Least, int Most, string[] Names)[] Fields =
    [
        (0, 59, []), (0, 23, []), (1, 31, []), (1, 12, CronSchedule.Months), (0, 6, CronSchedule.Days),
    ];

    /// <summary>What is wrong; null where the text is a schedule.</summary>
    public static string? Find(string text)
    {
        if (text.Trim().Length == 0) return "empty spec string";
        if (text.StartsWith('@')) return CronSchedule.Parse(text) is null && !text.StartsWith("@every ", StringComparison.Ordinal) ? $"unrecognized descriptor: {text}" : null;
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != Fields.Length) return $"expected exactly {Fields.Length} fields, found {fields.Length}: [{string.Join(' ', fields)}]";
        for (var i = 0; i < fields.Length; i++)
        {
            foreach (var part in fields[i].Split(',', StringSplitOptions.RemoveEmptyEntries))
            {
                if (Part(part, Fields[i].Least, Fields[i].Most, Fields[i].Names) is { } problem) return problem;
            }
        }

        return null;
    }

    private static string? Part(string part, int least, int most, string[] names)
    {
        var stepped = part.Split('/');
        var bounds = stepped[0].Split('-');
        var (start, end) = (least, most);
        if (bounds[0] is not ("*" or "?"))
        {
            if (Read(bounds[0], names, least, out start) is { } first) return first;
            end = start;
            if (bounds.Length > 2) return $"too many hyphens: {part}";
            if (bounds.Length == 2 && Read(bounds[1], names, least, out end) is { } second) return second;
        }

        if (stepped.Length > 2) return $"too many slashes: {part}";
        var step = 1;
        if (stepped.Length == 2)
        {
            if (Read(stepped[1], [], 0, out step) is { } third) return third;
            if (bounds.Length == 1) end = most;
        }

        if (start < least) return $"beginning of range ({start}) below minimum ({least}): {part}";
        if (end > most) return $"end of range ({end}) above maximum ({most}): {part}";
        if (start > end) return $"beginning of range ({start}) beyond end of range ({end}): {part}";
        return step == 0 ? $"step of range should be a positive number: {part}" : null;
    }

    private static string? Read(string text, string[] names, int least, out int number)
    {
        var named = Array.FindIndex(names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        number = named + least;
        if (named >= 0) return null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)
            ? number < 0 ? $"negative number ({number}) not allowed: {text}" : null
            : $"failed to parse int from {text}: strconv.Atoi: parsing \"{text}\": invalid syntax";
    }
}
