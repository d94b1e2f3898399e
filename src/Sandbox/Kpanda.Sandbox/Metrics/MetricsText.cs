using System.Globalization;
using System.Text;

namespace Kpanda.Sandbox.Metrics;

/// <summary>Writes Prometheus' text format, version 0.0.4, in parts of some tens of kilobytes.</summary>
internal sealed class MetricsText(Stream output, CancellationToken cancel)
{
    private const int Part = 64 * 1024;
    private readonly StringBuilder _text = new();

    /// <summary>Begins a family of samples: its type is <c>gauge</c> or <c>counter</c>.</summary>
    public void Family(string name, string type, string help) => _text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    /// <summary>A family and all of its samples.</summary>
    public async ValueTask WriteAsync(string name, string type, string help, IEnumerable<Sample> samples)
    {
        Family(name, type, help);
        foreach (var sample in samples) await SampleAsync(name, sample.Value, sample.Labels);
    }

    /// <summary>One sample. Labels are pairs of name and value.</summary>
    public async ValueTask SampleAsync(string name, decimal value, params (string Name, string? Value)[] labels)
    {
        _text.Append(name).Append('{');
        for (var i = 0; i < labels.Length; i++)
        {
            if (i > 0) _text.Append(',');
            _text.Append(labels[i].Name).Append("=\"").Append(Escaped(labels[i].Value ?? "")).Append('"');
        }

        _text.Append("} ").Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
        if (_text.Length > Part) await FlushAsync();
    }

    /// <summary>Sends what is left.</summary>
    public async Task FlushAsync()
    {
        await output.WriteAsync(Encoding.UTF8.GetBytes(_text.ToString()), cancel);
        _text.Clear();
    }

    private static string Escaped(string value) => value.AsSpan().IndexOfAny('\\', '"', '\n') < 0
        ? value
        : value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
