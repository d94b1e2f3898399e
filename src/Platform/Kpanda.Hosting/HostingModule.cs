using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Json;
using Kpanda.Hosting.Requests;
using Kpanda.Hosting.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Kpanda.Hosting;

/// <summary>What every module's endpoints stand on. A module itself is a static class with <c>AddX(IServiceCollection)</c> and <c>MapX(IEndpointRouteBuilder)</c>.</summary>
public static class HostingModule
{
    /// <summary>Adds wire rules, limits and error words.</summary>
    public static IServiceCollection AddHosting(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RightsChanges>();
        services.AddSingleton<ErrorVocabulary>();
        services.AddErrorWords<HostingErrorWords>();
        services.ConfigureHttpJsonOptions(options => KpandaJson.Apply(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.Configure<KestrelServerOptions>(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = RequestLimits.BodyBytes;
            options.Limits.MaxRequestHeadersTotalSize = RequestLimits.HeaderBytes;
        });
        return services;
    }

    /// <summary>Adds a module's messages.</summary>
    public static IServiceCollection AddErrorWords<TWords>(this IServiceCollection services)
        where TWords : class, IErrorWords => services.AddSingleton<IErrorWords, TWords>();

    /// <summary>Puts request id and failure handling around everything that follows.</summary>
    public static IApplicationBuilder UseHosting(this IApplicationBuilder app) => app.UseMiddleware<RequestId>().UseMiddleware<FailureEdge>();
}
