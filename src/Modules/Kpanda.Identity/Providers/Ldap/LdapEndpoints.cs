using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Identity.Audit;
using Kpanda.Identity.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Identity.Providers.Ldap;

/// <summary>Directories are for Admin alone, as all providers: whoever says who vouches for people can be anybody.</summary>
internal sealed class LdapEndpoints(LdapStore store, LdapSync sync, SessionRegistry sessions, TimeProvider time)
{
    internal const string Prefix = "/apis/ghippo.io/v1alpha2";
    private const string One = $"{Prefix}/ldaps/{{id}}";
    private const string Group = $"{One}/group";
    private const string OneGroup = $"{Prefix}/ldaps/{{ldapId}}/group/{{id}}";
    private const int Most = 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get($"{Prefix}/ldaps", (LdapEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) => handler.ListAsync(person, context, cancellation)).WithName("Ldap_ListLdaps").WithTags("Ldap");
        routes.Post($"{Prefix}/ldap", (LdapRequest request, LdapEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) => handler.CreateAsync(request, person, context, cancellation))
            .WithMetadata(new AuditAs("create", "ldaps")).WithName("Ldap_CreateLdap").WithTags("Ldap");
        routes.Get(One, (string id, LdapEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) => handler.GetAsync(id, person, context, cancellation)).WithName("Ldap_GetLdap").WithTags("Ldap");
        routes.Put(One, (string id, LdapRequest request, LdapEndpoints handler, Person person, CancellationToken cancellation) => handler.UpdateAsync(id, request, person, cancellation)).WithName("Ldap_UpdateLdap").WithTags("Ldap");
        routes.Delete(One, (string id, LdapEndpoints handler, Person person, CancellationToken cancellation) => handler.DeleteAsync(id, person, cancellation)).WithName("Ldap_DeleteLdap").WithTags("Ldap");
        routes.Get(Group, (string id, LdapEndpoints handler, Person person, CancellationToken cancellation) => handler.GetGroupAsync(id, person, cancellation)).WithName("Ldap_GetLdapGroup").WithTags("Ldap");
        routes.Post(Group, (string id, LdapGroupRequest request, LdapEndpoints handler, Person person, CancellationToken cancellation) => handler.CreateGroupAsync(id, request, person, cancellation)).WithName("Ldap_CreateLdapGroup").WithTags("Ldap");
        routes.Put(OneGroup, (string ldapId, string id, LdapGroupRequest request, LdapEndpoints handler, Person person, CancellationToken cancellation) => handler.UpdateGroupAsync(ldapId, id, request, person, cancellation)).WithName("Ldap_UpdateLdapGroup").WithTags("Ldap");
        routes.Delete(OneGroup, (string ldapId, string id, LdapEndpoints handler, Person person, CancellationToken cancellation) => handler.DeleteGroupAsync(ldapId, id, person, cancellation)).WithName("Ldap_DeleteLdapGroup").WithTags("Ldap");
        // Published as GET, which changes people all the same.
        routes.Get($"{One}/sync", SyncAsync).WithMetadata(WritesByGet.Instance, new AuditAs("sync", "ldaps")).WithName("Ldap_SyncUsers").WithTags("Ldap");
        routes.Get($"{OneGroup}/sync", SyncGroupsAsync).WithMetadata(WritesByGet.Instance, new AuditAs("sync", "ldaps")).WithName("Ldap_SyncLdapGroups").WithTags("Ldap");
        routes.Post($"{One}/sync", SyncAsync).WithMetadata(new AuditAs("sync", "ldaps")).WithName("SyncLdapUsers").WithTags("Ldap");
        routes.Post($"{OneGroup}/sync", SyncGroupsAsync).WithMetadata(new AuditAs("sync", "ldaps")).WithName("SyncLdapGroups").WithTags("Ldap");
    }

    /// <summary>The directory, for who may look after it; else why not.</summary>
    internal async Task<Result<LdapProvider>> FindAsync(string id, Person person, CancellationToken cancellationToken)
    {
        if (Refusal(person) is { } refused) return refused;
        return Guid.TryParse(id, out var key) && await store.FindAsync(key, cancellationToken) is { } provider ? provider : Error.Of(ErrorCode.NotFound, "provider.unknown");
    }

    internal static Error? Refusal(Person person) => person.IsPlatformAdministrator ? null : Error.Of(ErrorCode.PermissionDenied, "provider.denied");

    private static Task<Result<LdapSyncDetail>> SyncAsync(string id, LdapEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) => handler.RunSyncAsync(id, null, person, context, cancellation);

    private static Task<Result<LdapSyncDetail>> SyncGroupsAsync(string ldapId, string id, LdapEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) =>
        handler.RunSyncAsync(ldapId, id, person, context, cancellation);

    private async Task<Result<LdapList>> ListAsync(Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if (Refusal(person) is not null) return new LdapList([]);
        return new LdapList([.. (await store.ListAsync(cancellationToken)).Select(provider => Item(provider, context))]);
    }

    private async Task<Result<LdapDetail>> GetAsync(string id, Person person, HttpContext context, CancellationToken cancellationToken) =>
        (await FindAsync(id, person, cancellationToken)).Select(provider => Shape(provider, context));

    private async Task<Result<CreatedLdap>> CreateAsync(LdapRequest request, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if (Refusal(person) is { } refused) return refused;
        if (!LdapReading.IsName(request.Name)) return Error.Invalid("name", "provider.alias.invalid");
        if (!LdapReading.New(request).TryGet(out var settings, out var error)) return error;
        if (WrongCredential(settings.BindDn, request.BindCredential, isThere: false) is { } wrong) return wrong;
        if ((await store.ListAsync(cancellationToken)).Count >= Most) return Error.Of(ErrorCode.ResourceExhausted, "provider.many", ("limit", $"{Most}"));
        RequestRecord.Name(context, request.Name!);
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var provider = new LdapProvider(id, request.Name!, settings, store.Seal(id, request.BindCredential ?? ""), request.Enabled ?? true, default, null, now, now);
        return await store.AddAsync(provider, cancellationToken) ? new CreatedLdap($"{id}") : Error.Of(ErrorCode.AlreadyExists, "provider.alias.taken", ("alias", provider.Name));
    }

    private async Task<Result<Empty>> UpdateAsync(string id, LdapRequest request, Person person, CancellationToken cancellationToken)
    {
        if (!(await FindAsync(id, person, cancellationToken)).TryGet(out var provider, out var error)) return error;
        if (request.Name is { Length: > 0 } && request.Name != provider.Name) return Error.Invalid("name", "provider.name.fixed");
        if (!LdapReading.Change(request, provider.Settings).TryGet(out var settings, out error)) return error;
        var isNewServer = settings.ConnectionUrl != provider.Settings.ConnectionUrl || settings.BindDn != provider.Settings.BindDn;
        if (WrongCredential(settings.BindDn, request.BindCredential, isThere: provider.BindSecret.Length > 0 && !isNewServer) is { } wrong) return wrong;
        var secret = settings.BindDn.Length == 0 ? [] : IsKept(request.BindCredential) ? provider.BindSecret : store.Seal(provider.Id, request.BindCredential!);
        await ChangeAsync(provider with { Settings = settings, BindSecret = secret, Enabled = request.Enabled ?? provider.Enabled, Updated = time.GetUtcNow() }, cancellationToken);
        return default(Empty);
    }

    private async Task<Result<Empty>> DeleteAsync(string id, Person person, CancellationToken cancellationToken)
    {
        if (!(await FindAsync(id, person, cancellationToken)).TryGet(out var provider, out var error)) return error;
        await store.DeleteAsync(provider, cancellationToken);
        await sessions.NoticeChangesAsync(cancellationToken);
        return default(Empty);
    }

    private async Task<Result<LdapGroupDetail>> GetGroupAsync(string id, Person person, CancellationToken cancellationToken) =>
        (await FindAsync(id, person, cancellationToken)).Select(provider => Shape(provider.Settings.Group) ?? new LdapGroupDetail("", "", "", "") { GroupLdapFilter = "", MemberLdapAttribute = "", MembershipType = LdapMembership.DN, Nested = false });

    private async Task<Result<CreatedLdap>> CreateGroupAsync(string id, LdapGroupRequest request, Person person, CancellationToken cancellationToken)
    {
        if (!(await FindAsync(id, person, cancellationToken)).TryGet(out var provider, out var error)) return error;
        if (provider.Settings.Group is not null) return Error.Of(ErrorCode.AlreadyExists, "ldap.group.there");
        var isUid = request.MembershipType == LdapMembership.UID;
        var usual = new LdapGroupSettings
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            GroupDn = "",
            ObjectClasses = isUid ? "posixGroup" : provider.Settings.Vendor == LdapVendor.ad ? "group" : "groupOfNames",
            NameAttribute = "cn",
            MemberAttribute = isUid ? "memberUid" : "member",
            Membership = LdapMembership.DN,
        };
        if (!LdapReading.Group(request, usual).TryGet(out var group, out error)) return error;
        await ChangeAsync(provider with { Settings = provider.Settings with { Group = group }, Updated = time.GetUtcNow() }, cancellationToken);
        return new CreatedLdap($"{group.Id}");
    }

    private async Task<Result<Empty>> UpdateGroupAsync(string ldapId, string id, LdapGroupRequest request, Person person, CancellationToken cancellationToken)
    {
        if (!(await FindGroupAsync(ldapId, id, person, cancellationToken)).TryGet(out var provider, out var error)) return error;
        if (!LdapReading.Group(request, provider.Settings.Group!).TryGet(out var group, out error)) return error;
        await ChangeAsync(provider with { Settings = provider.Settings with { Group = group }, Updated = time.GetUtcNow() }, cancellationToken);
        return default(Empty);
    }

    private async Task<Result<Empty>> DeleteGroupAsync(string ldapId, string id, Person person, CancellationToken cancellationToken)
    {
        if (!(await FindGroupAsync(ldapId, id, person, cancellationToken)).TryGet(out var provider, out var error)) return error;
        await ChangeAsync(provider with { Settings = provider.Settings with { Group = null }, Updated = time.GetUtcNow() }, cancellationToken);
        return default(Empty);
    }

    private async Task<Result<LdapSyncDetail>> RunSyncAsync(string id, string? group, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        var found = group is null ? await FindAsync(id, person, cancellationToken) : await FindGroupAsync(id, group, person, cancellationToken);
        if (!found.TryGet(out var provider, out var error)) return error;
        if (!provider.Enabled) return Error.Of(ErrorCode.FailedPrecondition, "ldap.sync.off");
        return (await sync.RunAsync(provider, cancellationToken)).Select(result => Shape(result, ofGroups: group is not null, context));
    }

    private async Task<Result<LdapProvider>> FindGroupAsync(string ldapId, string id, Person person, CancellationToken cancellationToken)
    {
        if (!(await FindAsync(ldapId, person, cancellationToken)).TryGet(out var provider, out var error)) return error;
        return provider.Settings.Group is { } group && $"{group.Id}" == id ? provider : Error.Of(ErrorCode.NotFound, "ldap.group.unknown");
    }

    private async Task ChangeAsync(LdapProvider provider, CancellationToken cancellationToken)
    {
        await store.ChangeAsync(provider, cancellationToken);
        await sessions.NoticeChangesAsync(cancellationToken);
    }

    /// <summary>Whether a request leaves the secret as it is: it says nothing, or shows the stars that stand for it.</summary>
    internal static bool IsKept(string? credential) => string.IsNullOrEmpty(credential) || credential.All(character => character == '*');

    // A secret goes to the server that it was given for and to no other.
    private static Error? WrongCredential(string bindDn, string? credential, bool isThere) =>
        bindDn.Length > 0 && IsKept(credential) && !isThere ? Error.Invalid("bindCredential", "signin.field.missing", ("field", "bindCredential")) : null;

    private static LdapItem Item(LdapProvider provider, HttpContext context) =>
        new($"{provider.Id}", provider.Name, $"{provider.Settings.Vendor}", provider.Enabled)
        {
            DisplayName = provider.Settings.DisplayName,
            ConnectionUrl = provider.Settings.ConnectionUrl,
            LastSync = provider.LastSync is { } last ? Shape(last, ofGroups: false, context) : null,
        };

    private static LdapDetail Shape(LdapProvider provider, HttpContext context)
    {
        var settings = provider.Settings;
        return new LdapDetail(
            $"{provider.Id}", provider.Name, settings.Vendor, settings.StartTls ? "true" : "false", settings.ConnectionUrl, settings.UsersDn, settings.BindDn, settings.UserObjectClasses, settings.UsernameAttribute,
            $"{settings.SyncSeconds}", settings.RdnAttribute, settings.UuidAttribute, "READ_ONLY", $"{settings.ReadTimeoutMilliseconds}", settings.FirstNameAttribute, settings.LastNameAttribute, settings.EmailAttribute,
            provider.Enabled, settings.NameAttribute, settings.UserFilter)
        {
            HasBindCredential = provider.BindSecret.Length > 0,
            DisplayName = settings.DisplayName,
            AllowPlain = settings.AllowPlain,
            CaCertificate = settings.CaCertificate,
            PageSize = settings.PageSize,
            EnableAutoLinkFlow = settings.LinkByEmail,
            GroupPrefix = settings.GroupPrefix,
            Group = Shape(settings.Group),
            LastSync = provider.LastSync is { } last ? Shape(last, ofGroups: false, context) : null,
        };
    }

    private static LdapGroupDetail? Shape(LdapGroupSettings? group) => group is null
        ? null
        : new LdapGroupDetail($"{group.Id}", group.GroupDn, group.ObjectClasses, group.NameAttribute)
        {
            GroupLdapFilter = group.Filter,
            MemberLdapAttribute = group.MemberAttribute,
            MembershipType = group.Membership,
            Nested = group.Nested,
        };

    private static LdapSyncDetail Shape(LdapSyncResult result, bool ofGroups, HttpContext context)
    {
        LdapProblemDetail Tell(LdapProblem problem) =>
            new(problem.Entry, problem.Reason, ErrorResponse.BodyOf(context, new Error(problem.Code, problem.Reason, problem.Parameters)).Message);

        var (added, updated, removed, failed) = ofGroups ? (result.GroupsCreated, 0, 0, result.GroupsFailed) : (result.Created, result.Changed, result.Disabled, result.Failed);
        var error = result.Error is { } whole ? Tell(whole) : null;
        return new LdapSyncDetail(false, added, updated, removed, failed, error?.Message ?? "")
        {
            Found = result.Found,
            Groups = result.Groups,
            StartedAt = Rfc3339.Text(result.Started),
            FinishedAt = Rfc3339.Text(result.Finished),
            Error = error,
            Problems = [.. result.Problems.Select(Tell)],
        };
    }
}
