using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Gateway.Recordings;

/// <summary>What a terminal showed, by its audit record: for those who may list these.</summary>
internal static class RecordingEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.Get("/api/v1/audits/{id:guid}/recording", ReadAsync).WithName("GetTerminalRecording").WithTags("Terminals").Produces<string>(StatusCodes.Status200OK, "application/x-asciicast");

    private static async Task ReadAsync(Guid id, Person person, IAuthorizer authorizer, RecordingStore store, HttpContext context)
    {
        var error = (await authorizer.CheckAsync(person, new AccessRequest("list", new GroupResource("ghippo.io", "audits")), context.RequestAborted)).Error;
        if (error is null && !await store.HasAsync(id, context.RequestAborted)) error = Error.Of(ErrorCode.NotFound, "terminal.recording.none");
        if (error is not null)
        {
            await ErrorResponse.WriteAsync(context, error);
            return;
        }

        context.Response.ContentType = "application/x-asciicast";
        context.Response.Headers.CacheControl = "no-store";
        await foreach (var part in store.ReadAsync(id, context.RequestAborted)) await context.Response.WriteAsync(part, context.RequestAborted);
    }
}
