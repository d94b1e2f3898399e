using System.Text.Json;
using System.Text.Json.Serialization;
using Kpanda.Sandbox.Access;
using Kpanda.Sandbox.Api;
using Kpanda.Sandbox.Api.Failures;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Sandbox.Faults;

/// <summary>
/// The control API below a cluster's path: GET <c>/sandbox/faults</c> says what is wrong, PUT sets it (<c>{"faults": [{"kind": "slow", "seconds": 2}]}</c>),
/// DELETE heals. For members of <c>system:masters</c> alone; no fault strikes it.
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

    public static async Task HandleAsync(SandboxCluster cluster, HttpContext http)
    {
        var (user, failure) = Authentication.Identify(cluster, http.Request);
        if (user is not null && !user.Groups.Contains(Authorization.Masters)) failure = Authorization.Forbidden(user, new AccessAttributes(http.Request.Method.ToLowerInvariant(), "", "") { Path = Path });
        if (failure is null) failure = await ChangeAsync(cluster, http.Request);
        if (failure is not null)
        {
            await AnswerWriter.WriteAsync(http, cluster, failure, default);
            return;
        }

        await AnswerWriter.SendAsync(http, 200, JsonSerializer.SerializeToUtf8Bytes(new FaultList(cluster.Faults.All), Options));
    }

    private static async Task<Kpanda.KubeModel.KubeStatus?> ChangeAsync(SandboxCluster cluster, HttpRequest request)
    {
        switch (request.Method)
        {
            case "GET":
                return null;
            case "DELETE":
                cluster.Faults.Set([]);
                return null;
            case "PUT":
                try
                {
                    var asked = await JsonSerializer.DeserializeAsync<FaultList>(request.Body, Options, request.HttpContext.RequestAborted);
                    if (asked?.Faults is not { } faults || faults.Count > Most) return Failure.BadRequest($"faults must be a list of at most {Most}");
                    if (faults.Select(fault => fault.Problem).FirstOrDefault(problem => problem is not null) is { } wrong) return Failure.BadRequest(wrong);
                    cluster.Faults.Set(faults);
                    return null;
                }
                catch (JsonException e)
                {
                    return Failure.BadRequest(e.Message);
                }

            default:
                return Failure.MethodNotAllowed;
        }
    }

    private sealed record FaultList(IReadOnlyList<Fault> Faults);
}
