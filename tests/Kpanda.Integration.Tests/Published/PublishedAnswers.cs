using System.Text.Json;
using System.Text.RegularExpressions;

namespace Kpanda.Integration.Tests.Published;

/// <summary>What the published Kpanda API answers with, operation by operation (tests/Kpanda.Contract.Tests/Facts).</summary>
internal static partial class PublishedAnswers
{
    public const string Prefix = "/apis/kpanda.io/v1alpha1";

    private static readonly JsonElement Facts = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "kpanda-facts.json"))).RootElement;

    private static readonly PublishedShape Shape = new(Facts.GetProperty("definitions"));

    /// <summary>The published operations that a server has, as its own description says.</summary>
    public static async Task<IReadOnlyList<Operation>> CoveredAsync(HttpClient client)
    {
        using var document = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken));
        var ours = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => (method.Name, Nameless(path.Name)))).ToHashSet();
        return
        [
            .. from path in Facts.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               where ours.Contains((operation.Name, Nameless(Prefix + path.Name)))
               select new Operation(operation.Name.ToUpperInvariant(), path.Name, operation.Value.GetProperty("answer")),
        ];
    }

    private static string Nameless(string path) => Parameter.Replace(path, "{}");

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter { get; }

    /// <param name="Method">Upper case.</param>
    /// <param name="Path">As published, without the prefix.</param>
    /// <param name="Answer">A definition, or fields of its own.</param>
    internal sealed record Operation(string Method, string Path, JsonElement Answer)
    {
        /// <summary>What is wrong with an answer.</summary>
        public IEnumerable<string> Problems(JsonElement answer) =>
            Answer.ValueKind == JsonValueKind.String ? Shape.Problems($"{Method} {Path}", answer, Answer.GetString()!) : Shape.Fields($"{Method} {Path}", answer, Answer);

        public override string ToString() => $"{Method} {Path}";
    }
}
