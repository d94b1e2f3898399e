using System.Globalization;
using System.Text.Json;

namespace Kpanda.Benchmarks;

/// <summary>What a benchmark found.</summary>
internal sealed record Report(string Benchmark, Machine Machine, IReadOnlyList<Figure> Figures)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public bool KeepsBudgets => Figures.All(figure => figure.KeepsBudget);

    public void Print(TextWriter output)
    {
        output.WriteLine($"{Benchmark} on {Machine.Processor}, {Machine.Processors} processors, {Machine.MemoryGb} GB, {Machine.System}, {Machine.Runtime}, load before: {Machine.LoadBefore}");
        foreach (var figure in Figures)
        {
            var budget = figure.Budget is { } limit ? string.Create(CultureInfo.InvariantCulture, $"  {(figure.IsLeast ? "at least" : "budget")} {limit} {figure.Unit}{(figure.KeepsBudget ? "" : "  MISSED")}") : "";
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {figure.Name,-44} {figure.Value,10:0.##} {figure.Unit}{budget}"));
        }
    }

    public async Task WriteAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.Create(path);
        await JsonSerializer.SerializeAsync(file, this, Json, cancellationToken);
    }
}
