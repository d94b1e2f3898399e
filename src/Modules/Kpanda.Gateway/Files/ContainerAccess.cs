using System.Net.WebSockets;
using Kpanda.Gateway.Budgets;
using Kpanda.Gateway.Forward;
using Kpanda.Gateway.Refusals;
using Kpanda.Gateway.Terminals;
using Kpanda.Clusters;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Sessions;
using Kpanda.Identity.Access;
using Kpanda.Identity.Audit;
using Kpanda.Kube;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Kpanda.Gateway.Files;

/// <summary>
/// Lets somebody at the files of a container: for whoever may run programs there, on record before it begins, and only as long as that is so. Safe for concurrent use.
/// </summary>
internal sealed class ContainerAccess(
    IClusters clusters, IAuthorizer authorizer, GatewayBudgets budgets, IAuditLog audit, RightsChanges rights, GatewayOptions options, TimeProvider time, IHostApplicationLifetime host)
{
    /// <summary>Does it as the person, or says why not.</summary>
    /// <param name="context">The request.</param>
    /// <param name="target">The container.</param>
    /// <param name="verb">What the record says is done: <c>list</c>, <c>download</c> or <c>upload</c>.</param>
    /// <param name="path">Where.</param>
    /// <param name="work">Does it, until the token says that it must end.</param>
    public async Task<Result<T>> RunAsync<T>(HttpContext context, TerminalTarget target, string verb, FilePath path, Func<KubeClient, CancellationToken, Task<Result<T>>> work)
    {
        var began = time.GetTimestamp();
        var person = context.CurrentPerson()!;
        var via = context.Request.Headers.Authorization.Count > 0 ? AuditVia.Api : AuditVia.Console;
        var record = target.Record(AuditRecord.Of(context, person, via, time.GetUtcNow())) with { Verb = verb, Detail = $"{target.Container}:{path.Text}" };
        if (await authorizer.DeniedAsync(person, target, context.RequestAborted) is { } denied)
        {
            RequestRecord.HasActions(context);
            await audit.RecordAsync(record with { Status = StatusCodes.Status403Forbidden });
            return denied;
        }

        if (clusters.Find(target.Cluster) is not { } cluster) return GatewayErrors.Unknown(target.Cluster);
        if (!budgets.Enter(person, cluster, isStream: true).TryGet(out var place, out var error)) return error;
        using (place)
        {
            if ((await audit.BeginAsync(record, context.RequestAborted)).Error is { } unrecorded) return unrecorded;
            RequestRecord.HasActions(context);
            var status = StatusCodes.Status499ClientClosedRequest;
            try
            {
                if (!clusters.ClientAs(target.Cluster, person).TryGet(out var client, out error)) return error;
                var result = await GuardedAsync(context, person, target, token => work(client, token));
                status = result.Error is { } failure ? ErrorStatus.Of(failure.Code) : context.Response.StatusCode;
                return result;
            }
            finally
            {
                await audit.EndAsync(record with { Status = status, Latency = time.GetElapsedTime(began) });
            }
        }
    }

    private async Task<Result<T>> GuardedAsync<T>(HttpContext context, Person person, TerminalTarget target, Func<CancellationToken, Task<Result<T>>> work)
    {
        await using var guard = new StreamGuard(
            context,
            context.RequestAborted,
            async token => await authorizer.DeniedAsync(context.CurrentPerson() ?? person, target, token) is null,
            rights,
            options.CheckEvery,
            time,
            host.ApplicationStopping);
        try
        {
            return await work(guard.End);
        }
        catch (OperationCanceledException) when (guard.End.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            return Broken(context, Error.Of(ErrorCode.PermissionDenied, "files.ended"));
        }
        catch (Exception exception) when (exception is WebSocketException && !context.RequestAborted.IsCancellationRequested)
        {
            return Broken(context, Error.Of(ErrorCode.Unavailable, "files.lost"));
        }
    }

    // An answer that has begun can say nothing more: it breaks off, so that it does not look whole.
    private static Error Broken(HttpContext context, Error error)
    {
        if (context.Response.HasStarted) context.Abort();
        return error;
    }
}
