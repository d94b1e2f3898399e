using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kpanda.Sandbox.Tests.Admitting;

/// <summary>A webhook over real HTTPS on 127.0.0.1: it answers what the test says, and keeps what it was asked.</summary>
internal sealed class HookServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CertificateAuthority _authority;

    private HookServer(WebApplication app, CertificateAuthority authority) => (_app, _authority) = (app, authority);

    /// <summary>Without a trailing slash.</summary>
    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>What <c>caBundle</c> must say.</summary>
    public string Bundle => Convert.ToBase64String(Encoding.ASCII.GetBytes(_authority.CertificatePem));

    /// <summary>The reviews, with the path that they came to.</summary>
    public ConcurrentQueue<(string Path, JsonObject Review)> Asked { get; } = [];

    /// <summary>The status code.</summary>
    public int Code { get; set; } = 200;

    /// <summary>Makes the <c>response</c> of a <c>request</c>; the uid is there already.</summary>
    public Action<JsonObject, JsonObject> Answer { get; set; } = (_, response) => response["allowed"] = true;

    /// <summary>Changes the whole review that is answered.</summary>
    public Action<JsonObject> Last { get; set; } = _ => { };

    /// <summary>What happens before the answer.</summary>
    public Func<CancellationToken, Task> Before { get; set; } = _ => Task.CompletedTask;

    public static async Task<HookServer> StartAsync()
    {
        var authority = CertificateAuthority.LoadOrCreate(null, TimeProvider.System);
        var certificate = authority.IssueServerCertificate("127.0.0.1");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        var server = new HookServer(app, authority);
        app.Run(server.HandleAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>A webhook of a configuration, which asks this server at a path about changes of ConfigMaps that have the label <c>hooked</c>.</summary>
    public JsonObject Hook(string name, string path, Action<JsonObject>? change = null)
    {
        var hook = JsonNode.Parse(
            $$$"""
            {"name":"{{{name}}}","clientConfig":{"url":"{{{Url}}}{{{path}}}","caBundle":"{{{Bundle}}}"},
             "rules":[{"apiGroups":[""],"apiVersions":["v1"],"resources":["configmaps"],"operations":["*"]}],
             "sideEffects":"None","admissionReviewVersions":["v1"],"objectSelector":{"matchLabels":{"hooked":"yes"} } }
            """)!.AsObject();
        change?.Invoke(hook);
        return hook;
    }

    /// <summary>A patch for a response.</summary>
    public static void Patch(JsonObject response, string operations)
    {
        response["allowed"] = true;
        response["patchType"] = "JSONPatch";
        response["patch"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(operations));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _authority.Dispose();
    }

    private async Task HandleAsync(HttpContext http)
    {
        var review = (await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted))!.AsObject();
        Asked.Enqueue((http.Request.Path + http.Request.QueryString, review));
        await Before(http.RequestAborted);
        var response = new JsonObject { ["uid"] = review["request"]!["uid"]!.DeepClone() };
        Answer(review["request"]!.AsObject(), response);
        var answer = new JsonObject { ["kind"] = "AdmissionReview", ["apiVersion"] = review["apiVersion"]!.DeepClone(), ["response"] = response };
        Last(answer);
        http.Response.StatusCode = Code;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(answer.ToJsonString());
    }
}
