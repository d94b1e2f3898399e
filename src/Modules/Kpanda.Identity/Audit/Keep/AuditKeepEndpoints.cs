using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Identity.Audit.Keep;

/// <summary>
/// For how many days records are kept, and clearing what is older. Who may delete audits does both; that it was done, by whom and how far, is itself on record, before anything is removed.
/// </summary>
internal sealed class AuditKeepEndpoints(AuditKeep keep, AuditStore store, ActionAudit audit, IAuthorizer authorizer, TimeProvider time)
{
    private const int MostDays = 36_500;
    private const string Audits = "audits";

    private const string Older = "/apis/ghippo.io/v1alpha1/audits";
    private const string Newer = "/apis/ghippo.io/v1alpha3/audits";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get($"{Older}/clear", (AuditKeepEndpoints handler, Person person, CancellationToken cancellation) => handler.ReadAsync(person, cancellation)).WithName("Audit_GetAutoClearAuditTime").WithTags("Audit");
        routes.Get($"{Older}/limit-range", (AuditKeepEndpoints handler, Person person, CancellationToken cancellation) => handler.RangeAsync(person, cancellation)).WithName("Audit_GetLimitRangeTime").WithTags("Audit");
        Map(routes, $"{Newer}/clear", $"{Newer}/set-auto-clear", "Audit", kube: false);
        Map(routes, $"{Newer}/kube/clear", $"{Newer}/set-auto-clear/kube", "KubeAudit", kube: true);
    }

    private static void Map(IEndpointRouteBuilder routes, string clear, string set, string name, bool kube)
    {
        routes.Post(clear, (AuditDaysRequest request, AuditKeepEndpoints handler, Person person, CancellationToken cancellation) => handler.ClearAsync(request.Days, kube, person, cancellation))
            .WithMetadata(new AuditAs("clear", ResourceOf(kube))).WithName($"Audit_Clear{name}sNow").WithTags("Audit");
        routes.Put(set, (AuditDaysRequest request, AuditKeepEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) =>
                handler.SetAsync(request.Days, kube, person, context, cancellation))
            .WithMetadata(new AuditAs("keep", ResourceOf(kube))).WithName($"Audit_SetAutoClear{name}Setting").WithTags("Audit");
    }

    private async Task<Result<AuditKeepDays>> ReadAsync(Person person, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(person, "list", cancellationToken) is { } refused) return refused;
        var (platform, kube) = await keep.ReadAsync(cancellationToken);
        return new AuditKeepDays(DaysOf(kube), DaysOf(platform));
    }

    private async Task<Result<AuditRange>> RangeAsync(Person person, CancellationToken cancellationToken) =>
        (await ReadAsync(person, cancellationToken)).Select(days => new AuditRange(Math.Max(days.KubeDays, days.GhippoDays)));

    private async Task<Result<Empty>> SetAsync(int days, bool kube, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(person, "delete", cancellationToken) is { } refused) return refused;
        if (Wrong(days) is { } wrong) return wrong;
        RequestRecord.Name(context, NameOf(days));
        await keep.SetAsync(kube, days, cancellationToken);
        return default(Empty);
    }

    private async Task<Result<AuditCleared>> ClearAsync(int days, bool kube, Person person, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(person, "delete", cancellationToken) is { } refused) return refused;
        if (Wrong(days) is { } wrong) return wrong;
        var request = new AccessRequest("clear", new GroupResource("", ResourceOf(kube))) { Name = NameOf(days) };
        if (!(await audit.BeginAsync(person, request, durable: true, cancellationToken)).TryGet(out var action, out var error)) return error;
        var status = StatusCodes.Status500InternalServerError;
        try
        {
            var removed = await store.ClearAsync(kube, time.GetUtcNow() - TimeSpan.FromDays(days), cancellationToken);
            status = StatusCodes.Status200OK;
            return new AuditCleared(removed);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            status = StatusCodes.Status499ClientClosedRequest;
            throw;
        }
        finally
        {
            await action.EndAsync(status);
        }
    }

    private async Task<Error?> RefusalAsync(Person person, string verb, CancellationToken cancellationToken) =>
        (await authorizer.CheckAsync(person, new AccessRequest(verb, new GroupResource("ghippo.io", Audits)), cancellationToken)).Error;

    // Nothing given is no days at all, and would clear everything.
    private static Error? Wrong(int days) => days is >= 1 and <= MostDays ? null : Error.Invalid("days", "audit.days", ("most", $"{MostDays}"));

    private static string ResourceOf(bool kube) => kube ? "kubeaudits" : Audits;

    private static string NameOf(int days) => $"{days}d";

    private static int DaysOf(TimeSpan kept) => (int)Math.Min(MostDays, Math.Ceiling(kept.TotalDays));
}
