using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Identity.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Identity.Preferences;

/// <summary>What a person chose in the console, on every machine alike. Everybody has their own, and nobody sees another's.</summary>
internal static class PreferenceEndpoints
{
    private const int MostPreferences = 100;
    private const int LongestName = 100;
    private const int LongestValue = 16 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var always = new OpensWhile(Restriction.Password, Restriction.Enrol);
        routes.Get("/api/v1/preferences", ReadAsync).WithMetadata(always).WithName("ReadPreferences").WithTags("Account");
        routes.Patch("/api/v1/preferences", ChangeAsync).WithMetadata(always).WithName("ChangePreferences").WithTags("Account");
    }

    private static async Task<Result<PreferenceValues>> ReadAsync(Person person, PreferenceStore store, CancellationToken cancellationToken) =>
        new PreferenceValues(await store.ReadAsync(person.Id, cancellationToken));

    private static async Task<Result<PreferenceValues>> ChangeAsync(PreferenceValues change, Person person, PreferenceStore store, CancellationToken cancellationToken)
    {
        var values = change.Values ?? new Dictionary<string, string?>();
        if (values.Count > MostPreferences) return TooMany();
        foreach (var (name, value) in values)
        {
            if (name.Length is 0 or > LongestName || value?.Length > LongestValue)
                return Error.Invalid("values", "preference.long", ("name", $"{LongestName}"), ("value", $"{LongestValue}"));
        }

        return await store.ChangeAsync(person.Id, values, MostPreferences, cancellationToken)
            ? new PreferenceValues(await store.ReadAsync(person.Id, cancellationToken))
            : TooMany();
    }

    private static Error TooMany() => Error.Invalid("values", "preference.many", ("limit", $"{MostPreferences}"));
}
