using Kpanda.KubeModel;
using Kpanda.Sandbox.Access;
using Kpanda.Sandbox.Kinds;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Kpanda.Sandbox.Api;

/// <summary>One request for objects, taken apart: who wants which verb on what.</summary>
internal sealed record ApiRequest(SandboxCluster Cluster, HttpContext Http, SandboxUser User)
{
    /// <summary>Kubernetes' verb: get, list, watch, create, update, patch, delete, deletecollection.</summary>
    public required string Verb { get; init; }

    public required KindInfo Kind { get; init; }

    public string Namespace { get; init; } = "";

    public string Name { get; init; } = "";

    public string Subresource { get; init; } = "";

    public IQueryCollection Query => Http.Request.Query;

    public GroupResource Resource => Kind.Gvr.GroupResource;

    public CancellationToken Cancel => Http.RequestAborted;

    /// <summary>The server that hosts the cluster goes down: streams end now, other answers are finished.</summary>
    public CancellationToken Stopping => Http.RequestServices.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None;

    /// <summary>Whether the answer is computed and nothing kept.</summary>
    public bool DryRun => Query["dryRun"].Contains("All");

    /// <summary>Who the change is recorded for.</summary>
    public string FieldManager
    {
        get
        {
            var named = Query["fieldManager"].ToString();
            if (named.Length > 0) return named;
            var agent = Http.Request.Headers.UserAgent.ToString();
            var end = agent.AsSpan().IndexOfAny('/', ' ');
            var prefix = end < 0 ? agent : agent[..end];
            return prefix.Length == 0 ? "unknown" : prefix;
        }
    }

    /// <summary>Adds a <c>Warning</c> header, which kubectl prints.</summary>
    public void Warn(string text) =>
        Http.Response.Headers.Append("Warning", $"299 - \"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
}
