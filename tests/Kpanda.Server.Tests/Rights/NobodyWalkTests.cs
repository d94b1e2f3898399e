using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Kpanda.Server.Tests.Walks;

namespace Kpanda.Server.Tests.Rights;

/// <summary>
/// Every route that the server has, those of a new module among them, asked by somebody who holds nothing: it does nothing, names nothing, and answers about what there is as it
/// answers about what there is not. A route that asks nobody is found here, whatever it says of itself.
/// </summary>
public sealed partial class NobodyWalkTests(RouteWalkTests.Walked walked) : IClassFixture<RouteWalkTests.Walked>
{
    // What everybody has: their own session, settings and tokens, and what the server says of itself. Each of these is asked too, and must name nothing of a cluster.
    private static readonly string[] Everybodys = ["/auth/", "/apis/ghippo.io/v1alpha1/current-user", "/api/v1/preferences", "/api/v1/live", "/api/v1/terminals/socket", "/openapi"];

    // What somebody's own requests leave behind.
    private static readonly string[] OwnTables = ["credentials ", "preferences ", "sign_in_failures ", "users ", "terminal_tickets ", "user_preferences "];

    // Names that say nothing: every cluster has them, or they are words.
    private static readonly HashSet<string> Common = ["data", "default", "kubernetes", "admin", "edit", "view", "main", "web", "name", "cluster-admin"];

    // Enough for most routes to get as far as asking whether they may.
    private const string Body = """{"data":"{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{}}","labels":{},"annotations":{},"name":"nowhere","replicas":1}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhoHoldsNothing_GetsNothing_AndLearnsNothing()
    {
        using var nobody = await new Guests(walked.Site).SignInAsync("nobody");
        var names = walked.Names.Where(name => !Common.Contains(name) && !name.StartsWith("system:", StringComparison.Ordinal)).ToList();
        var before = Kept(await walked.LookAsync());
        var (problems, closed, empty) = (new List<string>(), 0, 0);
        foreach (var (pattern, real, made) in ServerRoutes.Twice(walked.Site, walked.Value, Unknown).Where(route => !route.Pattern.EndsWith("/auth/logout", StringComparison.Ordinal)))
        {
            var (status, text) = await AskAsync(nobody, real);
            var isEverybodys = Everybodys.Any(own => real.Path.StartsWith(own, StringComparison.Ordinal));
            if ((int)status >= 500) problems.Add($"{pattern}: {(int)status}");
            if (!isEverybodys && status == HttpStatusCode.OK && !real.IsReading) problems.Add($"{pattern}: done");
            if (status == HttpStatusCode.OK && !real.Path.StartsWith("/openapi", StringComparison.Ordinal) && names.Find(name => text.Contains($"\"{name}\"", StringComparison.Ordinal) && !real.Path.Contains($"/{name}/", StringComparison.Ordinal)) is { } told) problems.Add($"{pattern}: tells of {told}");
            if (real.Path == made.Path) continue;

            var (otherStatus, otherText) = await AskAsync(nobody, made);
            if (status != otherStatus || Plain(text, real, made) != Plain(otherText, real, made)) problems.Add($"{pattern}: {(int)status} {Short(text)} where it is, {(int)otherStatus} {Short(otherText)} where it is not");
            if (status == HttpStatusCode.OK) empty++;
            else closed++;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{closed} refused, {empty} empty; {problems.Count} problems");
        foreach (var problem in problems.Take(50)) TestContext.Current.TestOutputHelper?.WriteLine(problem);
        problems.ShouldBeEmpty();
        closed.ShouldBeGreaterThan(250);
        var after = Kept(await walked.LookAsync());
        after.SymmetricExceptWith(before);
        after.ShouldBeEmpty();
    }

    private static HashSet<string> Kept(IEnumerable<string> lines) => [.. lines.Where(line => !OwnTables.Any(own => line.StartsWith(own, StringComparison.Ordinal)))];

    // Where the member has nothing of a kind, no name is one of something.
    private string Unknown(string before, string parameter) =>
        walked.Value(before, parameter) is var real && (real == "x" || parameter is "group" or "version" or "kind" or "resource" or "type") ? real : "nowhere";

    private static async Task<(HttpStatusCode Status, string Text)> AskAsync(HttpClient client, ServerRoute route)
    {
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), route.Path);
        if (!route.IsReading && route.Method != "DELETE") request.Content = new StringContent(Body, Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request, Token);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    /// <summary>An answer with the names of its own path taken out, and what differs from request to request.</summary>
    private static string Plain(string text, ServerRoute asked, ServerRoute made)
    {
        foreach (var (own, other) in asked.Path.Split('/', ':').Zip(made.Path.Split('/', ':')).Where(pair => pair.First != pair.Second).OrderByDescending(pair => pair.First.Length))
            text = Regex.Replace(text, $@"(?<![\w-]){Regex.Escape(own)}(?![\w-])", other);
        return RequestId().Replace(text, "");
    }

    private static string Short(string text) => text.Length > 160 ? text[..160] : text;

    [GeneratedRegex("\"requestId\":\"[^\"]*\"|request [0-9a-f]{32}")]
    private static partial Regex RequestId();
}
