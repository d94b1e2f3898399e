using System.Net;
using System.Net.WebSockets;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kpanda.Server.Tests.Terminals;
using Kpanda.Server.Tests.Walks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Server.Tests.Rights;

/// <summary>
/// The doors that are no operations of the API document: sockets, the native API, documents, probes, and what answers before any route is looked for. Each stands here with the right
/// that it asks for; one that does not is found, and so is one that is gone. What the document has is walked by <see cref="NobodyWalkTests"/>.
/// </summary>
public sealed partial class DeclaredDoorTests(RouteWalkTests.Walked walked) : IClassFixture<RouteWalkTests.Walked>
{
    /// <summary>A WebSocket, and the first message by which somebody who holds nothing asks for what is not theirs.</summary>
    /// <param name="Right">What it asks for.</param>
    /// <param name="Ask">The message, about a pod of a cluster.</param>
    /// <param name="Refusal">What the answer to them has.</param>
    private sealed record Socket(string Right, string Ask, string Refusal);

    private const string Pod = "kube-apiserver";

    private static readonly Dictionary<string, Socket> Sockets = new(StringComparer.Ordinal)
    {
        ["GET /api/v1/live"] = new(
            "list or get of what each subscription names", $$"""{"type":"subscribe","id":"1","path":"/apis/kpanda.io/v1alpha1/clusters/{{Guests.Cluster}}/namespaces/kube-system/pods/{{Pod}}","keys":[]}""", "\"type\":\"error\""),
        ["GET /api/v1/logs/socket"] = new(
            "get pods/log", $$"""{"cluster":"{{Guests.Cluster}}","namespace":"kube-system","pod":"{{Pod}}","container":"main"}""", "pods/log"),
        ["GET /api/v1/terminals/socket"] = new(
            "a ticket of the same session, given for create pods/exec", """{"ticket":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","columns":80,"rows":24}""", "\"type\":\"ended\""),
    };

    /// <summary>What is neither a socket nor in the document, with what it asks for; ANY where it takes every method. Those that ask nobody are told one by one by <see cref="RouteWalkTests"/>.</summary>
    private static readonly Dictionary<string, string> Others = new(StringComparer.Ordinal)
    {
        ["GET /healthz"] = "nothing",
        ["GET /readyz"] = "nothing",
        ["GET /metrics"] = "a token, but from the machine itself",
        ["GET /openapi/{documentName}.json"] = "a session",
        ["ANY /sandbox/{path}"] = "a credential of the simulated cluster",
        ["ANY /k8s/clusters/{cluster}/{path}"] = "the verb and kind that the path says, asked of the authoriser and of the member",
        ["GET /apis/kpanda.io/v1alpha1/clusters/{cluster}/namespaces/{namespace}/{type}/{name}/json"] = "get of the kind (the document has it with another parameter)",
        ["PUT /apis/kpanda.io/v1alpha1/clusters/{cluster}/namespaces/{namespace}/{type}/{name}/json"] = "update of the kind (the document has it with another parameter)",
    };

    /// <summary>What every request passes before it comes to a route, with what it answers by itself.</summary>
    private static readonly Dictionary<string, string> Middleware = new(StringComparer.Ordinal)
    {
        ["BoundTokens"] = "refusals alone",
        ["ConsoleMiddleware"] = "the files of the console that were there at the start, and its page: the same for everybody",
        ["FailureEdge"] = "that something failed",
        ["RequestAudit"] = "nothing",
        ["RequestId"] = "nothing",
        ["RestrictedSessions"] = "refusals alone",
        ["SecurityHeaders"] = "nothing",
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhatTheDocumentLacks_IsDeclared()
    {
        using var admin = await walked.Site.SignedInAsync();
        using var document = JsonDocument.Parse(await admin.GetStringAsync("/openapi/v1.json", Token));
        var described = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name}")).ToHashSet(StringComparer.Ordinal);
        described.Count.ShouldBeGreaterThan(300);

        var undescribed =
            from endpoint in ServerRoutes.Endpoints(walked.Site)
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"]
            let door = $"{method} /{Parameter().Replace(endpoint.RoutePattern.RawText!, "{$1}").Trim('/')}"
            where !described.Contains(door)
            select door;

        undescribed.Distinct().Order(StringComparer.Ordinal).ShouldBe(Others.Keys.Concat(Sockets.Keys).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task RoutesThatTakeSockets_AreDeclared()
    {
        using var admin = await TerminalPage.BrowserAsync(walked.Site);
        admin.DefaultRequestHeaders.Add("Origin", walked.Site.HttpUrl);
        var taken = new List<string>();
        foreach (var (pattern, route, _) in ServerRoutes.Twice(walked.Site, walked.Value, walked.Value).Where(route => route.One.Method == "GET"))
        {
            using var answer = await HandshakeAsync(admin, route.Path);
            if (answer.StatusCode == HttpStatusCode.SwitchingProtocols) taken.Add(pattern);
        }

        taken.Distinct().Order(StringComparer.Ordinal).ShouldBe(Sockets.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Sockets_AreForPagesOfOurOwn_WithASession_AndForWhoHoldsTheRight()
    {
        const string Name = "nobody-at-sockets";
        using var guest = await new Guests(walked.Site).SignInAsync(Name);
        using var nobody = await TerminalPage.BrowserAsync(walked.Site, Name);
        using var stranger = walked.Site.NewClient();
        stranger.DefaultRequestHeaders.Add("Origin", walked.Site.HttpUrl);
        using var lured = await TerminalPage.BrowserAsync(walked.Site, Name);
        lured.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");
        foreach (var (door, socket) in Sockets)
        {
            var path = door.Split(' ')[1];
            using (var answer = await HandshakeAsync(stranger, path)) answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, door);
            using (var answer = await HandshakeAsync(lured, path)) answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, door);

            var told = await AskAsync(nobody, path, socket.Ask);
            told.ShouldContain(socket.Refusal, customMessage: $"{door} asks for {socket.Right}");
        }
    }

    [Fact]
    public void WhatAnswersBeforeRoutes_IsDeclared()
    {
        var assemblies = new Dictionary<string, Assembly>(StringComparer.Ordinal);
        void Add(Assembly assembly)
        {
            if (!assemblies.TryAdd(assembly.GetName().Name!, assembly)) return;
            foreach (var name in assembly.GetReferencedAssemblies().Where(name => name.Name!.StartsWith("Kpanda.", StringComparison.Ordinal))) Add(Assembly.Load(name));
        }

        Add(typeof(KpandaServer).Assembly);
        var found = assemblies.Values.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.GetMethods().Any(method => method.Name is "Invoke" or "InvokeAsync" && method.GetParameters().FirstOrDefault()?.ParameterType == typeof(HttpContext)));

        found.Select(type => type.Name).Order(StringComparer.Ordinal).ShouldBe(Middleware.Keys.Order(StringComparer.Ordinal));
    }

    private static async Task<HttpResponseMessage> HandshakeAsync(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.Add(new("websocket"));
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", Convert.ToBase64String(Guid.CreateVersion7().ToByteArray()));
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
    }

    /// <summary>Says one thing; the first answer but a sign of life.</summary>
    private async Task<string> AskAsync(HttpClient browser, string path, string message)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", browser.DefaultRequestHeaders.GetValues("Cookie").Single());
        socket.Options.SetRequestHeader("Origin", walked.Site.HttpUrl);
        await socket.ConnectAsync(new UriBuilder(walked.Site.HttpUrl) { Scheme = "ws", Path = path }.Uri, Token);
        await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, Token);
        var buffer = new byte[64 * 1024];
        while (true)
        {
            using var bytes = new MemoryStream();
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(), Token);
                bytes.Write(buffer, 0, part.Count);
            }
            while (!part.EndOfMessage);
            var text = Encoding.UTF8.GetString(bytes.ToArray());
            if (!text.Contains("\"pong\"", StringComparison.Ordinal)) return text;
        }
    }

    // {**path}, {type:served}
    [GeneratedRegex(@"\{\**(\w+)[^}]*\}")]
    private static partial Regex Parameter();
}
