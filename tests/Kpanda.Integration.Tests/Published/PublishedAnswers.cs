using System.Text.Json;
using System.Text.RegularExpressions;

namespace Kpanda.Integration.Tests.Published;

/// <summary>What a published API answers with, operation by operation (tests/Kpanda.Contract.Tests/Facts).</summary>
internal sealed partial class PublishedAnswers
{
    private readonly JsonElement _facts;
    private readonly PublishedShape _shape;
    private readonly string _prefix;

    private PublishedAnswers(string name, string prefix)
    {
        _facts = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, $"{name}-facts.json"))).RootElement;
        _shape = new(_facts.GetProperty("definitions"));
        _prefix = prefix;
    }

    public static PublishedAnswers Kpanda { get; } = new("kpanda", "/apis/kpanda.io/v1alpha1");

    public static PublishedAnswers Ghippo { get; } = new("ghippo", "/apis/ghippo.io/v1alpha1");

    /// <summary>The published operations that a server has, as its own description says.</summary>
    public async Task<IReadOnlyList<Operation>> CoveredAsync(HttpClient client)
    {
        using var document = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken));
        var ours = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => (method.Name, Nameless(path.Name)))).ToHashSet();
        return
        [
            .. from path in _facts.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               where ours.Contains((operation.Name, Nameless(AddressOf(path.Name))))
               select new Operation(operation.Name.ToUpperInvariant(), path.Name, AddressOf(path.Name), operation.Value.GetProperty("answer"), _shape),
        ];
    }

    public string AddressOf(string path) => path.StartsWith("/apis/", StringComparison.Ordinal) ? path : _prefix + path;

    private static string Nameless(string path) => Parameter.Replace(path, "{}");

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter { get; }

    /// <param name="Method">Upper case.</param>
    /// <param name="Path">As published, without the prefix.</param>
    /// <param name="Address">The same from the root of the server.</param>
    /// <param name="Answer">A definition, or fields of its own.</param>
    internal sealed record Operation(string Method, string Path, string Address, JsonElement Answer, PublishedShape Shape)
    {
        /// <summary>Whether the answer is a body of any type, such as a file.</summary>
        public bool IsFile => Answer.ValueKind == JsonValueKind.String && Answer.GetString() == "apiHttpBody";

        /// <summary>What is wrong with an answer.</summary>
        public IEnumerable<string> Problems(JsonElement answer) =>
            Answer.ValueKind == JsonValueKind.String ? Shape.Problems($"{Method} {Path}", answer, Answer.GetString()!) : Shape.Fields($"{Method} {Path}", answer, Answer);

        public override string ToString() => $"{Method} {Path}";
    }
}
