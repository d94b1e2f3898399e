using Kpanda.Clusters;
using Kpanda.Gateway.Budgets;
using Kpanda.Gateway.Paths;
using Kpanda.Gateway.Refusals;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Requests;
using Kpanda.Hosting.Sessions;
using Kpanda.Identity.Access;
using Kpanda.Identity.Audit;
using Kpanda.Kube.Forward;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kpanda.Gateway.Forward;

/// <summary>
/// The way of a request to a member: read what it is about, refuse what is not plain, ask the authoriser, take a place in the budgets, send what was authorised as the person,
/// copy the answer as it comes.
/// </summary>
internal sealed partial class ForwardHandler(
    IClusters clusters,
    IAuthorizer authorizer,
    GatewayBudgets budgets,
    IAuditLog audit,
    RightsChanges rights,
    GatewayOptions options,
    TimeProvider time,
    IHostApplicationLifetime host,
    ILogger<ForwardHandler> logger)
{
    /// <summary>Answers a request for a path below <c>/k8s/clusters/{cluster}</c>.</summary>
    public async Task HandleAsync(HttpContext context, string cluster, Person person)
    {
        if (!Read(context, cluster).TryGet(out var info, out var refusal))
        {
            await RefuseAsync(context, refusal);
            return;
        }

        var began = time.GetTimestamp();
        var record = AuditRule.RecordOf(context, person, cluster, info, time.GetUtcNow());
        var planned = await PlanAsync(context, cluster, info, person);
        if (!planned.TryGet(out var plan, out refusal))
        {
            await RefuseAsync(context, refusal);
            if (context.Response.StatusCode == StatusCodes.Status403Forbidden) await audit.RecordAsync(Ended());
            return;
        }

        using (plan)
        {
            var dangerous = AuditRule.IsDangerous(info);
            if (dangerous && (await audit.BeginAsync(record, context.RequestAborted)).Error is { } unrecorded)
            {
                await RefuseAsync(context, unrecorded);
                return;
            }

            try
            {
                await GuardAsync(context, plan);
            }
            catch (BadHttpRequestException unreadable) when (!context.Response.HasStarted)
            {
                // Its answer is made further out, after this is on record.
                context.Response.StatusCode = unreadable.StatusCode;
                throw;
            }
            finally
            {
                if (dangerous) await audit.EndAsync(Ended());
                else if (AuditRule.IsRecorded(info)) await audit.RecordAsync(Ended());
            }
        }

        AuditRecord Ended() => record with { Status = context.Response.StatusCode, Latency = time.GetElapsedTime(began) };
    }

    private static Task RefuseAsync(HttpContext context, Error refusal) => StatusShape.Instance.WriteAsync(context, refusal, GatewayErrors.StatusOf(refusal));

    private static Result<RequestInfo> Read(HttpContext context, string cluster)
    {
        var raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return RawTarget.Read(raw, context.Request.PathBase.Value ?? "", cluster).TryGet(out var target, out var error) ? RequestInfoReader.Read(context.Request.Method, target) : error;
    }

    private async Task GuardAsync(HttpContext context, Plan plan)
    {
        if (!plan.Info.IsLongRunning)
        {
            await SendAsync(context, plan, context.RequestAborted);
            return;
        }

        // After a switch the end of the caller's bytes says that they have gone: what came before it still goes to the member.
        var gone = plan.Upgrade.Length == 0 ? context.RequestAborted : CancellationToken.None;
        await using var guard = new StreamGuard(context, gone, token => StillAllowedAsync(context, plan, token), rights, options.CheckEvery, time, host.ApplicationStopping);
        await SendAsync(context, plan, guard.End);
    }

    private async Task<Result<Plan>> PlanAsync(HttpContext context, string cluster, RequestInfo info, Person person)
    {
        var request = context.Request;
        var upgrade = info.MayUpgrade ? Upgrades.Asked(context) : "";
        if (CallerRule.Refusal(request, info, upgrade) is { } unsafeCaller) return unsafeCaller;
        if (ForwardHeaders.OfRequest(request.Headers, upgrade.Length > 0) is not { } headers) return Error.Of(ErrorCode.InvalidArgument, "gateway.header");
        if (request.ContentLength > RequestLimits.BodyBytes) return Error.Of(ErrorCode.ResourceExhausted, "gateway.size", ("limit", $"{RequestLimits.BodyBytes}"));

        if (await DeniedAsync(person, cluster, info, context.RequestAborted) is { } denied) return denied;
        if (clusters.Find(cluster) is not { } record) return GatewayErrors.Unknown(cluster);
        if (!clusters.ClientAs(cluster, person).TryGet(out var client, out var error)) return error;
        if (clusters.Health(cluster) is { Phase: ClusterPhases.Unknown, Reason.Length: > 0 } health) return GatewayErrors.Away(cluster, health);
        if (!budgets.Enter(person, record, info.IsLongRunning).TryGet(out var place, out error)) return error;
        return new Plan(info, record, client, headers, upgrade, place);
    }

    // Pods, services and nodes behind a member are switched off for everybody, whatever rights say: each is a door into a network of its own.
    private async ValueTask<Error?> DeniedAsync(Person person, string cluster, RequestInfo info, CancellationToken cancellationToken)
    {
        foreach (var question in info.Questions(cluster))
        {
            if ((await authorizer.CheckAsync(person, question, cancellationToken)).Error is not null) return GatewayErrors.Forbidden(person, question);
            if (info.IsProxy && !options.AllowProxy) return GatewayErrors.Forbidden(person, question, ": the way to pods, services and nodes is switched off (gateway.proxy)");
        }

        return null;
    }

    private async ValueTask<bool> StillAllowedAsync(HttpContext context, Plan plan, CancellationToken cancellationToken) =>
        clusters.Find(plan.Cluster.Name)?.Id == plan.Cluster.Id && context.CurrentPerson() is { } person && await DeniedAsync(person, plan.Cluster.Name, plan.Info, cancellationToken) is null;

    private async Task SendAsync(HttpContext context, Plan plan, CancellationToken end)
    {
        var body = HasBody(context) ? new CallersBody(context.Request.Body) : null;
        try
        {
            var sent = await plan.Client.ForwardAsync(RequestOf(context, plan, body), end);
            if (sent.TryGet(out var answer, out var failure))
            {
                await using (answer) await AnswerAsync(context, plan, answer, end);
                return;
            }

            // The caller's own fault, or they have gone: not the member's.
            if (body?.Failure is BadHttpRequestException unreadable) throw unreadable;
            if (body?.Failure is not null)
            {
                Unanswered(context, callerLeft: true);
                return;
            }

            Log.Failed(logger, plan.Cluster.Name, failure.Phase, failure.Message);
            var (error, status) = GatewayErrors.Of(failure, plan.Cluster.Name, clusters.Health(plan.Cluster.Name));
            await StatusShape.Instance.WriteAsync(context, error, status);
        }
        catch (Exception exception) when (exception is OperationCanceledException or TimeoutException or HttpRequestException or ObjectDisposedException or (IOException and not BadHttpRequestException))
        {
            // Cut, not ended: nobody may take half an answer for a whole one.
            Log.Broke(logger, plan.Cluster.Name, exception.Message);
            Unanswered(context, context.RequestAborted.IsCancellationRequested);
            context.Abort();
        }
    }

    private async Task AnswerAsync(HttpContext context, Plan plan, ForwardAnswer answer, CancellationToken end)
    {
        // A person may look at the last lines of a log for as long as they like.
        if (plan.Info.IsLongRunning && context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate && HttpProtocol.IsHttp11(context.Request.Protocol)) rate.MinDataRate = null;
        if (answer.Status == StatusCodes.Status101SwitchingProtocols)
        {
            await Upgrades.RunAsync(context, answer, plan.Upgrade, end);
            return;
        }

        var response = context.Response;
        response.StatusCode = answer.Status;
        ForwardHeaders.ToResponse(answer, response.Headers);
        if (HttpMethods.IsHead(context.Request.Method) || answer.Status is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified) return;
        // A watch may have nothing to say for long: that it is open must be known now.
        if (plan.Info.IsLongRunning) await response.Body.FlushAsync(end);
        await ByteCopy.RunAsync(answer.Body, response.Body, plan.Info.IsLongRunning ? null : options.SilentFor, end);
    }

    private static ForwardRequest RequestOf(HttpContext context, Plan plan, CallersBody? body)
    {
        StreamContent? content = null;
        if (body is not null)
        {
            content = new StreamContent(body);
            content.Headers.ContentLength = context.Request.ContentLength;
        }

        return new(plan.Info.Method, plan.Info.Path)
        {
            Query = plan.Info.Query,
            Headers = plan.Headers,
            Body = content,
            IsStream = plan.Info.IsLongRunning,
            Upgrade = plan.Upgrade,
        };
    }

    /// <summary>Nobody hears an answer; what is recorded says why there was none.</summary>
    private static void Unanswered(HttpContext context, bool callerLeft)
    {
        if (!context.Response.HasStarted) context.Response.StatusCode = callerLeft ? StatusCodes.Status499ClientClosedRequest : StatusCodes.Status502BadGateway;
    }

    private static bool HasBody(HttpContext context) => context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true } && context.Request.ContentLength != 0;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "A request to cluster {Cluster} failed ({Phase}): {Failure}")]
        public static partial void Failed(ILogger logger, string cluster, Kube.FailurePhase phase, string failure);

        [LoggerMessage(LogLevel.Debug, "An answer of cluster {Cluster} was cut: {Failure}")]
        public static partial void Broke(ILogger logger, string cluster, string failure);
    }
}
