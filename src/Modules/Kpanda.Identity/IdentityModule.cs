using Kpanda.Hosting;
using Kpanda.Identity.Access;
using Kpanda.Identity.Account;
using Kpanda.Identity.Audit;
using Kpanda.Identity.Audit.Keep;
using Kpanda.Identity.Audit.Read;
using Kpanda.Identity.Audit.Reports;
using Kpanda.Identity.Groups;
using Kpanda.Identity.Passwords;
using Kpanda.Identity.People;
using Kpanda.Identity.Policies;
using Kpanda.Identity.Preferences;
using Kpanda.Identity.Providers;
using Kpanda.Identity.Providers.Ldap;
using Kpanda.Identity.Providers.Oidc;
using Kpanda.Identity.Roles;
using Kpanda.Identity.SecondFactor;
using Kpanda.Identity.Sessions;
using Kpanda.Identity.SignIn;
using Kpanda.Identity.Tokens;
using Kpanda.Identity.Users;
using Kpanda.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Identity;

/// <summary>People, sign-in, sessions and tokens; every route demands somebody unless it is marked as anonymous.</summary>
public static class IdentityModule
{
    /// <summary>Adds the module.</summary>
    public static IServiceCollection AddIdentity(this IServiceCollection services, IdentityOptions options)
    {
        services.AddSingleton(options);
        services.AddMigrations("identity", typeof(IdentityModule).Assembly);
        services.AddSealedColumn(SecondFactorStore.SealedSecret);
        services.AddSealedColumn(ProviderStore.SealedClientSecret);
        services.AddSealedColumn(LdapStore.SealedBindSecret);
        services.AddErrorWords<IdentityErrorWords>();
        services.AddPersonOfRequest();
        services.AddSingleton<UserStore>();
        services.AddSingleton<PersonReader>();
        services.AddSingleton<SecurityPolicies>();
        services.AddSingleton<PolicyEndpoints>();
        services.AddSingleton<SecondFactorStore>();
        services.AddSingleton<SecondFactorEndpoints>();
        services.AddSingleton<SessionStarter>();
        services.AddSingleton<OwnPassword>();
        services.AddSingleton<SessionList>();
        services.AddSingleton<OwnSessions>();
        services.AddSingleton<AccessChange>();
        services.AddSingleton<Reach>();
        services.AddSingleton<RoleStore>();
        services.AddSingleton<RoleBook>();
        services.AddSingleton<HeldRoles>();
        services.AddSingleton<RoleEndpoints>();
        services.AddSingleton<GroupStore>();
        services.AddSingleton<GroupEndpoints>();
        services.AddSingleton<UserChanges>();
        services.AddSingleton<UserFacts>();
        services.AddSingleton<UserEndpoints>();
        services.AddSingleton<UserSessions>();
        services.AddSingleton<UserTokenEndpoints>();
        services.AddSingleton<UserImport>();
        services.AddSingleton<IPeople, PeopleDirectory>();
        services.AddSingleton<PreferenceStore>();
        services.AddSingleton<PasswordChecks>();
        services.AddSingleton<CredentialStore>();
        services.AddSingleton<SessionRegistry>();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<SignInHandler>();
        services.AddSingleton<ProviderHttp>();
        services.AddSingleton<ProviderStore>();
        services.AddSingleton<ProviderDirectory>();
        services.AddSingleton<ProviderEndpoints>();
        services.AddSingleton<PublicAddress>();
        services.AddSingleton<SignInAttempts>();
        services.AddSingleton<ExternalPeople>();
        services.AddSingleton<ExternalSessions>();
        services.AddSingleton<OidcSignIn>();
        services.AddSingleton<LdapStore>();
        services.AddSingleton<LdapDirectory>();
        services.AddSingleton<LdapSignIn>();
        services.AddSingleton<LdapSync>();
        services.AddSingleton<LdapEndpoints>();
        services.AddSingleton<LdapTestEndpoints>();
        services.AddHostedService<LdapSyncJob>();
        services.AddSingleton(provider => new FirstAdministrator(
            provider.GetRequiredService<UserStore>(),
            provider.GetRequiredService<PasswordChecks>(),
            options,
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService(provider => provider.GetRequiredService<FirstAdministrator>());
        services.AddHostedService<SessionEnds>();
        services.AddMetrics();
        services.AddSingleton<AccessTokenStore>();
        services.AddSingleton(provider => new AccessTokens(
            provider.GetRequiredService<AccessTokenStore>(), provider.GetRequiredService<SessionRegistry>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<AuditStore>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<IAuditLog>(provider => provider.GetRequiredService<AuditLog>());
        services.AddSingleton<AuditRetention>();
        services.AddSingleton<AuditReader>();
        services.AddSingleton<AuditKeep>();
        services.AddSingleton<AuditKeepEndpoints>();
        services.AddSingleton<AuditReportEndpoints>();
        services.AddSingleton<ActionAudit>();
        // First in, last out: what other services do while they stop is still recorded.
        services.AddHostedService(provider => provider.GetRequiredService<AuditLog>());
        services.AddHostedService(provider => provider.GetRequiredService<AuditRetention>());

        services.AddAuthentication(SessionAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, SessionAuthentication>(SessionAuthentication.SchemeName, configureOptions: null);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder(SessionAuthentication.SchemeName).RequireAuthenticatedUser().Build());
        return services;
    }

    /// <summary>Records what is asked by those who are signed in, and keeps sessions that are for one thing, and tokens that are bound to a cluster, to it: put it behind authorization.</summary>
    public static IApplicationBuilder UseIdentity(this IApplicationBuilder app) => app.UseMiddleware<RequestAudit>().UseMiddleware<RestrictedSessions>().UseMiddleware<BoundTokens>();

    /// <summary>Maps the module's routes.</summary>
    public static IEndpointRouteBuilder MapIdentity(this IEndpointRouteBuilder routes)
    {
        SignInEndpoints.Map(routes);
        OidcEndpoints.Map(routes);
        ProviderEndpoints.Map(routes);
        LdapEndpoints.Map(routes);
        LdapTestEndpoints.Map(routes);
        CurrentUserEndpoint.Map(routes);
        UserListEndpoints.Map(routes);
        AccountEndpoints.Map(routes);
        OwnSessions.Map(routes);
        SecondFactorEndpoints.Map(routes);
        PolicyEndpoints.Map(routes);
        UserEndpoints.Map(routes);
        UserTokenEndpoints.Map(routes);
        UserSessions.Map(routes);
        UserImport.Map(routes);
        GroupEndpoints.Map(routes);
        RoleEndpoints.Map(routes);
        PreferenceEndpoints.Map(routes);
        AccessTokenEndpoints.Map(routes);
        AuditEndpoints.Map(routes);
        AuditKeepEndpoints.Map(routes);
        AuditReportEndpoints.Map(routes);
        return routes;
    }
}
