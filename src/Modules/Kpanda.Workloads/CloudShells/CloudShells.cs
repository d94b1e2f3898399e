using System.Globalization;
using Kpanda.Gateway.Terminals;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Identity.Audit;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Resources.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Workloads.CloudShells;

/// <summary>
/// The published cloud shells. Here they are no objects in a cluster: a shell is a ticket for a terminal, and the others are addresses of the product API. No credential of anybody is put
/// anywhere for them.
/// </summary>
internal sealed class CloudShells(ITerminalTickets tickets, IAuthorizer authorizer, TimeProvider time)
{
    /// <summary>The annotation of a new shell that holds its ticket: the first message to its address.</summary>
    private const string TicketAnnotation = "kpanda.io/ticket";

    private const string Path = "/apis/kpanda.io/v1alpha1/cloudshells";
    private const int TicketSeconds = 30;
    private const int AddressSeconds = 500;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Post(Path, (CreateCloudShellRequest request, CloudShells shells, Person person, HttpContext context, CancellationToken cancellation) => shells.CreateAsync(request, person, context, cancellation))
            .WithName("CloudShell_CreateCloudShell").WithTags("CloudShell").WithMetadata(new AuditAs("create", "cloudshells"));
        routes.Get($"{Path}/{{name}}", (string name, CloudShells shells, Person person, CancellationToken cancellation) => shells.GetAsync(name, person, cancellation))
            .WithName("CloudShell_GetCloudShell").WithTags("CloudShell");
        routes.Delete($"{Path}/{{name}}", (string name, [FromBody(EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] DeleteCloudShellRequest? request, CloudShells shells, HttpContext context, CancellationToken cancellation) => shells.DeleteAsync(name, request, context, cancellation))
            .WithName("CloudShell_DeleteCloudShell").WithTags("CloudShell").WithMetadata(new AuditAs("delete", "cloudshells"));
    }

    private async Task<Result<CloudShell>> CreateAsync(CreateCloudShellRequest request, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if (request.Type == "bash") return Error.Invalid("type", "cloudshell.bash");
        if (request.Type is not ("exec" or "logs" or "upload" or "download")) return Error.Invalid("type", "cloudshell.type");
        var name = new ShellName(
            request.Type, request.Cluster ?? "", request.Namespace ?? "", request.PodName ?? "", request.Container ?? "", request.FilePath ?? "", request.LogCount ?? 0, "", time.GetUtcNow().ToUnixTimeMilliseconds());
        if (!new[] { name.Cluster, name.Namespace, name.Pod, name.Container }.All(KubePath.IsSegment)) return Error.Of(ErrorCode.InvalidArgument, "cloudshell.place");
        if (name.Type is "upload" or "download" && !name.Path.StartsWith('/')) return Error.Invalid("filePath", "cloudshell.path");
        RequestRecord.Name(context, name.Pod, name.Cluster);
        if (name.Type != "exec") return await DeniedAsync(person, name, cancellationToken) is { } denied ? denied : Shape(name, isGood: true, null);
        if (!(await tickets.IssueAsync(context, person, name.Cluster, name.Namespace, name.Pod, name.Container, cancellationToken)).TryGet(out var issued, out var error)) return error;
        return Shape(name with { Ticket = issued.Id }, isGood: true, issued.Ticket);
    }

    private async Task<Result<CloudShell>> GetAsync(string text, Person person, CancellationToken cancellationToken)
    {
        if (ShellName.Parse(text) is not { } name) return Error.Of(ErrorCode.NotFound, "cloudshell.unknown");
        if (await DeniedAsync(person, name, cancellationToken) is { } denied) return denied;
        var isGood = name.Type == "exec" ? await tickets.IsGoodAsync(name.Ticket, cancellationToken) : time.GetUtcNow().ToUnixTimeMilliseconds() - name.Created < AddressSeconds * 1000L;
        return Shape(name, isGood, null);
    }

    private async Task<Result<Empty>> DeleteAsync(string text, DeleteCloudShellRequest? request, HttpContext context, CancellationToken cancellationToken)
    {
        if (ShellName.Parse(text) is not { } name || (request?.Cluster is { Length: > 0 } cluster && cluster != name.Cluster)) return Error.Of(ErrorCode.NotFound, "cloudshell.unknown");
        RequestRecord.Name(context, name.Pod, name.Cluster);
        await tickets.WithdrawAsync(name.Ticket, context, cancellationToken);
        return default(Empty);
    }

    private async Task<Error?> DeniedAsync(Person person, ShellName name, CancellationToken cancellationToken)
    {
        var (verb, subresource) = name.Type == "logs" ? ("get", "log") : ("create", "exec");
        var question = new AccessRequest(verb, new GroupResource("", "pods")) { Cluster = name.Cluster, Namespace = name.Namespace, Name = name.Pod, Subresource = subresource };
        return (await authorizer.CheckAsync(person, question, cancellationToken)).Error;
    }

    private static CloudShell Shape(ShellName name, bool isGood, string? ticket) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = name.ToString(),
            Namespace = name.Namespace,
            Cluster = name.Cluster,
            CreationTimestamp = name.Created,
            Annotations = ticket is null ? null : new Dictionary<string, string> { [TicketAnnotation] = ticket },
        },
        Spec = new CloudShellSpec { Once = name.Type == "exec", CommandAction = name.Type, Ttl = name.Type == "exec" ? TicketSeconds : AddressSeconds, Cleanup = true },
        Status = new CloudShellStatus { Phase = isGood ? "Ready" : "Complete", AccessUrl = AddressOf(name) },
    };

    private static string AddressOf(ShellName name)
    {
        var pod = $"/api/v1/clusters/{name.Cluster}/namespaces/{name.Namespace}/pods/{name.Pod}";
        // A path there is an exact text, in which % is a byte.
        var container = $"container={Uri.EscapeDataString(name.Container)}";
        var path = $"{container}&path={Uri.EscapeDataString(name.Path.Replace("%", "%25", StringComparison.Ordinal))}";
        return name.Type switch
        {
            "exec" => "/api/v1/terminals/socket",
            "logs" => $"{pod}/log?{container}&follow=true" + (name.Lines > 0 ? $"&tailLines={name.Lines.ToString(CultureInfo.InvariantCulture)}" : ""),
            "upload" => $"{pod}/files?{path}",
            _ => $"{pod}/files/content?{path}",
        };
    }
}
