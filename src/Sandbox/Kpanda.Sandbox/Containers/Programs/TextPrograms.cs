using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Kpanda.Sandbox.Containers.Files;

namespace Kpanda.Sandbox.Containers.Programs;

/// <summary>Programs that read and write text.</summary>
internal static class TextPrograms
{
    public static readonly KeyValuePair<string, Func<ProgramContext, Task<int>>>[] All =
    [
        new("cat", CatAsync),
        new("echo", EchoAsync),
        new("printf", PrintAsync),
        new("head", HeadAsync),
        new("tail", TailAsync),
        new("wc", CountAsync),
        new("grep", GrepAsync),
        new("sort", SortAsync),
        new("uniq", UniqueAsync),
        new("tee", TeeAsync),
        new("base64", Base64Async),
        new("md5sum", context => SumAsync(context, MD5Sum)),
        new("sha256sum", context => SumAsync(context, bytes => Convert.ToHexStringLower(SHA256.HashData(bytes)))),
        new("seq", SequenceAsync),
        new("yes", YesAsync),
    ];

    private static async Task<int> CatAsync(ProgramContext context)
    {
        var names = context.Options().Others;
        foreach (var name in names.DefaultIfEmpty("-"))
        {
            if (name != "-")
            {
                await context.Output(context.Files.Read(context.Directory, name), context.Cancel);
                continue;
            }

            var buffer = new byte[16 * 1024];
            while (await context.Input.ReadAsync(buffer, context.Cancel) is > 0 and var read) await context.Output(buffer.AsMemory(0, read), context.Cancel);
        }

        return 0;
    }

    private static async Task<int> EchoAsync(ProgramContext context)
    {
        var words = context.Words.Skip(1).ToList();
        var options = words.TakeWhile(word => word is "-n" or "-e" or "-ne" or "-en").ToList();
        var text = string.Join(' ', words.Skip(options.Count));
        if (options.Any(option => option.Contains('e', StringComparison.Ordinal))) text = Escapes(text);
        await context.PrintAsync(options.Any(option => option.Contains('n', StringComparison.Ordinal)) ? text : text + "\n");
        return 0;
    }

    private static async Task<int> PrintAsync(ProgramContext context)
    {
        if (context.Words.Count < 2) return await context.FailAsync("usage: printf FORMAT [ARG]...");
        var arguments = new Queue<string>(context.Words.Skip(2));
        do
        {
            await context.PrintAsync(Regex.Replace(Escapes(context.Words[1]), "%(-?[0-9]*)([sdxb%])", match =>
            {
                if (match.Groups[2].Value == "%") return "%";
                var value = arguments.TryDequeue(out var next) ? next : match.Groups[2].Value is "s" or "b" ? "" : "0";
                if (match.Groups[2].Value == "b") value = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(Escapes(value)));
                if (match.Groups[2].Value == "x" && long.TryParse(value, CultureInfo.InvariantCulture, out var number)) value = number.ToString("x", CultureInfo.InvariantCulture);
                _ = int.TryParse(match.Groups[1].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var width);
                width = Math.Clamp(width, -1000, 1000);
                return width < 0 ? value.PadRight(-width) : match.Groups[1].Value.StartsWith('0') ? value.PadLeft(width, '0') : value.PadLeft(width);
            }));
        }
        while (arguments.Count > 0 && context.Words[1].Contains('%', StringComparison.Ordinal));

        return 0;
    }

    private static string Escapes(string text) => Regex.Replace(text, @"\\(n|t|r|e|a|b|\\|0[0-7]{1,3}|[0-7]{3}|x[0-9a-fA-F]{1,2})", match => match.Groups[1].Value switch
    {
        "n" => "\n",
        "t" => "\t",
        "r" => "\r",
        "e" => "\x1b",
        "a" => "\a",
        "b" => "\b",
        "\\" => "\\",
        ['x', ..] and var hex => ((char)Convert.ToInt32(hex[1..], 16)).ToString(),
        var octal => ((char)Convert.ToInt32(octal, 8)).ToString(),
    });

    private static async Task<int> HeadAsync(ProgramContext context)
    {
        var (unit, count, names) = Amount(context);
        if (names.Count == 0 && unit == 'c')
        {
            await HeadBytesAsync(context, count);
            return 0;
        }

        if (names.Count == 0 && unit == 'n')
        {
            // Not more than is needed, so that who writes without end is stopped.
            for (var i = 0; i < count && await Shell.LineReading.ReadLineAsync(context.Input, context.Cancel) is { } line; i++) await context.LineAsync(line);
            return 0;
        }

        await foreach (var (_, bytes) in context.ReadAllAsync(names))
        {
            if (unit == 'c') await context.Output(bytes.AsMemory(0, (int)Math.Min(count, bytes.Length)), context.Cancel);
            else foreach (var line in Lines(bytes).Take((int)Math.Min(count, int.MaxValue))) await context.LineAsync(line);
        }

        return 0;
    }

    private static async Task HeadBytesAsync(ProgramContext context, long count)
    {
        var buffer = new byte[16 * 1024];
        while (count > 0 && await context.Input.ReadAsync(buffer.AsMemory(0, (int)Math.Min(count, buffer.Length)), context.Cancel) is > 0 and var read)
        {
            await context.Output(buffer.AsMemory(0, read), context.Cancel);
            count -= read;
        }
    }

    private static async Task<int> TailAsync(ProgramContext context)
    {
        var (unit, count, names) = Amount(context);
        var from = context.Words.Any(word => word.StartsWith("-c+", StringComparison.Ordinal) || word.StartsWith("-n+", StringComparison.Ordinal) || (word.Length > 1 && word[0] == '+' && char.IsAsciiDigit(word[1])));
        if (from && unit == 'c' && names is [var one])
        {
            foreach (var piece in context.Files.ReadFrom(context.Directory, one, Math.Max(0, count - 1))) await context.Output(piece, context.Cancel);
            return 0;
        }

        await foreach (var (_, bytes) in context.ReadAllAsync(names))
        {
            if (unit == 'c')
            {
                var start = (int)Math.Clamp(from ? count - 1 : bytes.Length - count, 0, bytes.Length);
                await context.Output(bytes.AsMemory(start), context.Cancel);
                continue;
            }

            var lines = Lines(bytes);
            foreach (var line in from ? lines.Skip((int)Math.Min(count, int.MaxValue) - 1) : lines.TakeLast((int)Math.Min(count, int.MaxValue))) await context.LineAsync(line);
        }

        // tail -f of a file of these: what others write comes with each look.
        if (!context.Words.Contains("-f") || names.Count != 1) return 0;
        var seen = context.Files.Read(context.Directory, names[0]).Length;
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), context.Time, context.Cancel);
            var bytes = context.Files.Read(context.Directory, names[0]);
            if (bytes.Length > seen) await context.Output(bytes.AsMemory(seen), context.Cancel);
            seen = bytes.Length;
        }
    }

    // -n 5, -n5, -5, -c 10, -c+10.
    private static (char Unit, long Count, IReadOnlyList<string> Names) Amount(ProgramContext context)
    {
        var (unit, count) = ('n', 10L);
        var names = new List<string>();
        for (var i = 1; i < context.Words.Count; i++)
        {
            var word = context.Words[i];
            if (word.Length < 2 || word[0] != '-' || word == "-f")
            {
                if (word != "-f") names.Add(word);
                continue;
            }

            if (word[1] is 'n' or 'c') unit = word[1];
            var number = char.IsAsciiDigit(word[1]) ? word[1..] : word.Length > 2 ? word[2..] : context.Words.ElementAtOrDefault(++i) ?? "";
            if (!long.TryParse(number.TrimStart('+'), NumberStyles.None, CultureInfo.InvariantCulture, out count)) throw new FileProblem(number, "invalid number");
        }

        return (unit, count, names);
    }

    private static async Task<int> CountAsync(ProgramContext context)
    {
        var (letters, names) = context.Options();
        await foreach (var (name, bytes) in context.ReadAllAsync(names))
        {
            var counts = new List<int>();
            if (letters.Length == 0 || letters.Contains('l', StringComparison.Ordinal)) counts.Add(bytes.Count(value => value == '\n'));
            if (letters.Length == 0 || letters.Contains('w', StringComparison.Ordinal)) counts.Add(Encoding.UTF8.GetString(bytes).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length);
            if (letters.Length == 0 || letters.Contains('c', StringComparison.Ordinal)) counts.Add(bytes.Length);
            await context.LineAsync(string.Join(' ', counts) + (name == "-" ? "" : " " + name));
        }

        return 0;
    }

    private static async Task<int> GrepAsync(ProgramContext context)
    {
        var (letters, words) = context.Options();
        if (words.Count == 0) return await context.FailAsync("no pattern", 2);
        var options = RegexOptions.NonBacktracking | (letters.Contains('i', StringComparison.Ordinal) ? RegexOptions.IgnoreCase : RegexOptions.None);
        Regex pattern;
        try
        {
            pattern = new Regex(letters.Contains('F', StringComparison.Ordinal) ? Regex.Escape(words[0]) : words[0], options);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return await context.FailAsync($"bad regex '{words[0]}'", 2);
        }

        var found = 0;
        await foreach (var (name, bytes) in context.ReadAllAsync([.. words.Skip(1)]))
        {
            foreach (var (line, number) in Lines(bytes).Select((line, i) => (line, i + 1)))
            {
                if (pattern.IsMatch(line) == letters.Contains('v', StringComparison.Ordinal)) continue;
                found++;
                if (letters.AsSpan().IndexOfAny('q', 'c') >= 0) continue;
                await context.LineAsync((words.Count > 2 ? name + ":" : "") + (letters.Contains('n', StringComparison.Ordinal) ? $"{number}:" : "") + line);
            }
        }

        if (letters.Contains('c', StringComparison.Ordinal)) await context.LineAsync(found.ToString(CultureInfo.InvariantCulture));
        return found > 0 ? 0 : 1;
    }

    private static async Task<int> SortAsync(ProgramContext context)
    {
        var (letters, names) = context.Options();
        var lines = new List<string>();
        await foreach (var (_, bytes) in context.ReadAllAsync(names)) lines.AddRange(Lines(bytes));
        IEnumerable<string> sorted = letters.Contains('n', StringComparison.Ordinal)
            ? lines.OrderBy(line => double.TryParse(line.Split(' ')[0], CultureInfo.InvariantCulture, out var number) ? number : 0)
            : lines.Order(StringComparer.Ordinal);
        if (letters.Contains('r', StringComparison.Ordinal)) sorted = sorted.Reverse();
        if (letters.Contains('u', StringComparison.Ordinal)) sorted = sorted.Distinct(StringComparer.Ordinal);
        foreach (var line in sorted) await context.LineAsync(line);
        return 0;
    }

    private static async Task<int> UniqueAsync(ProgramContext context)
    {
        var (letters, names) = context.Options();
        var runs = new List<(string Line, int Count)>();
        await foreach (var (_, bytes) in context.ReadAllAsync(names))
        {
            foreach (var line in Lines(bytes))
            {
                if (runs.Count > 0 && runs[^1].Line == line) runs[^1] = (line, runs[^1].Count + 1);
                else runs.Add((line, 1));
            }
        }

        foreach (var (line, count) in runs) await context.LineAsync(letters.Contains('c', StringComparison.Ordinal) ? $"{count,7} {line}" : line);
        return 0;
    }

    private static async Task<int> TeeAsync(ProgramContext context)
    {
        var (letters, names) = context.Options();
        if (!letters.Contains('a', StringComparison.Ordinal)) foreach (var name in names) context.Files.Create(context.Directory, name);
        var buffer = new byte[16 * 1024];
        while (await context.Input.ReadAsync(buffer, context.Cancel) is > 0 and var read)
        {
            foreach (var name in names) context.Files.Append(context.Directory, name, buffer.AsSpan(0, read));
            await context.Output(buffer.AsMemory(0, read), context.Cancel);
        }

        return 0;
    }

    private static async Task<int> Base64Async(ProgramContext context)
    {
        var (letters, names) = context.Options();
        await foreach (var (_, bytes) in context.ReadAllAsync(names))
        {
            if (!letters.Contains('d', StringComparison.Ordinal))
            {
                foreach (var line in Convert.ToBase64String(bytes).Chunk(76)) await context.LineAsync(new string(line));
                continue;
            }

            var text = Encoding.ASCII.GetString(bytes).Replace("\n", "", StringComparison.Ordinal);
            var decoded = new byte[text.Length];
            if (!Convert.TryFromBase64String(text, decoded, out var length)) return await context.FailAsync("invalid input");
            await context.Output(decoded.AsMemory(0, length), context.Cancel);
        }

        return 0;
    }

    private static async Task<int> SumAsync(ProgramContext context, Func<byte[], string> sum)
    {
        await foreach (var (name, bytes) in context.ReadAllAsync(context.Options().Others)) await context.LineAsync($"{sum(bytes)}  {name}");
        return 0;
    }

#pragma warning disable CA5351 // The program is called md5sum; nothing is protected by it.
    private static string MD5Sum(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));
#pragma warning restore CA5351

    private static async Task<int> SequenceAsync(ProgramContext context)
    {
        var numbers = new List<long>();
        foreach (var word in context.Words.Skip(1))
        {
            if (!long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return await context.FailAsync($"invalid number '{word}'");
            numbers.Add(number);
        }

        var (first, step, last) = numbers switch { [var to] => (1, 1, to), [var from, var to] => (from, 1, to), [var from, var by, var to] when by != 0 => (from, by, to), _ => (1L, 1L, 0L) };
        for (var i = first; step > 0 ? i <= last : i >= last; i += step) await context.LineAsync(i.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static async Task<int> YesAsync(ProgramContext context)
    {
        var text = string.Concat(Enumerable.Repeat((context.Words.Count > 1 ? string.Join(' ', context.Words.Skip(1)) : "y") + "\n", 512));
        while (true)
        {
            await context.PrintAsync(text);
            await Task.Yield();
        }
    }

    private static IEnumerable<string> Lines(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        return text.Length == 0 ? [] : (text.EndsWith('\n') ? text[..^1] : text).Split('\n');
    }
}
