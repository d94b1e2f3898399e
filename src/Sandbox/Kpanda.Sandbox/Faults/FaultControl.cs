using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Access;
using Kpanda.Sandbox.Api;
using Kpanda.Sandbox.Api.Failures;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Sandbox.Faults;

/// <summary>
/// The control API below a cluster's path: GET <c>/sandbox/faults</c> says what is wrong, PUT sets it (<c>{"faults": [{"kind": "slow", "seconds": 2}]}</c>),
/// POST adds one fault, DELETE heals, and DELETE <c>/sandbox/faults/{id}</c> takes one away. For members of <c>system:masters</c> alone; no fault strikes it.
/// </summary>
internal static class FaultControl
{
    public const string Path = "/sandbox/faults";
    private const int Most = 20;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static bool Handles(string path) => path == Path || path.StartsWith(Path + "/", StringComparison.Ordinal);

    public static async Task HandleAsync(SandboxCluster cluster, HttpContext http, string path)
    {
        var (user, failure) = Authentication.Identify(cluster, http.Request, ApiServer.Asked(http.Request, path, resource: null));
        if (user is not null && !user.Groups.Contains(Authorization.Masters)) failure = Authorization.Forbidden(user, new AccessAttributes(http.Request.Method.ToLowerInvariant(), "", "") { Path = Path });
        if (failure is null) failure = await ChangeAsync(cluster, http.Request, path.Length > Path.Length ? path[(Path.Length + 1)..] : null);
        if (failure is not null)
        {
            await AnswerWriter.WriteAsync(http, cluster, failure, default);
            return;
        }

        await AnswerWriter.SendAsync(http, 200, JsonSerializer.SerializeToUtf8Bytes(new { Faults = cluster.Faults.All }, Options));
    }

    private static async Task<KubeStatus?> ChangeAsync(SandboxCluster cluster, HttpRequest request, string? id)
    {
        try
        {
            switch (request.Method)
            {
                case "GET" when id is null:
                    return null;
                case "DELETE" when id is null:
                    cluster.Faults.Set([]);
                    return null;
                case "DELETE":
                    return int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && cluster.Faults.End(number) ? null : Failure.NotFound(new("", "faults"), id);
                case "POST" when id is null:
                    if (await ReadAsync<Fault>(request) is not { } fault) return Failure.BadRequest("a fault must be an object");
                    if (cluster.Faults.All.Count >= Most) return Failure.BadRequest($"a cluster has at most {Most} faults");
                    if (fault.ProblemIn(cluster) is { } problem) return Failure.BadRequest(problem.ToString());
                    cluster.Faults.Begin(fault);
                    return null;
                case "PUT" when id is null:
                    if ((await ReadAsync<FaultList>(request))?.Faults is not { } faults || faults.Count > Most) return Failure.BadRequest($"faults must be a list of at most {Most}");
                    if (faults.Select(one => one.ProblemIn(cluster)).FirstOrDefault(wrong => wrong is not null) is { } found) return Failure.BadRequest(found.ToString());
                    cluster.Faults.Set(faults);
                    return null;
                default:
                    return Failure.MethodNotAllowed;
            }
        }
        catch (JsonException e)
        {
            return Failure.BadRequest(e.Message);
        }
    }

    private static ValueTask<T?> ReadAsync<T>(HttpRequest request) => JsonSerializer.DeserializeAsync<T>(request.Body, Options, request.HttpContext.RequestAborted);

    private sealed record FaultList(IReadOnlyList<Fault> Faults);
}
