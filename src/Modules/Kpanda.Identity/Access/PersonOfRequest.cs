using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Identity.Access;

/// <summary>Gives handlers who is asking: a route's handler that has a <see cref="Person"/> parameter gets whom authentication left in the request's features.</summary>
public static class PersonOfRequest
{
    /// <summary>Adds it. Every route demands somebody unless it is marked as anonymous; an anonymous one that asks for a person is a bug and fails.</summary>
    public static IServiceCollection AddPersonOfRequest(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        return services.AddScoped(provider =>
            provider.GetRequiredService<IHttpContextAccessor>().HttpContext?.Features.Get<Person>()
            ?? throw new InvalidOperationException("Nobody is signed in where a handler asks who is."));
    }

    /// <summary>Who is asking, as of now, on a connection that stays open; null where nobody is.</summary>
    public static Person? CurrentPerson(this HttpContext context) => context.Features.Get<IPersonSource>()?.Current ?? context.Features.Get<Person>();
}
