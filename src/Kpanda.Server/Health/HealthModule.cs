using Kpanda.Hosting.Routes;
namespace Kpanda.Server.Health;

/// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: it should get requests.</summary>
internal static class HealthModule
{
    public static IServiceCollection AddHealth(this IServiceCollection services) => services.AddSingleton<Readiness>();

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.Get("/healthz", () => TypedResults.Text("ok")).AllowAnonymous().ExcludeFromDescription();
        routes.Get("/readyz", ReadyAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(Readiness readiness, CancellationToken cancellationToken) =>
        await readiness.ProblemAsync(cancellationToken) is { } problem
            ? TypedResults.Text(problem, statusCode: StatusCodes.Status503ServiceUnavailable)
            : TypedResults.Text("ok");
}
