using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Access;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.Accounts;

/// <summary>
/// Fills Secrets of type <c>kubernetes.io/service-account-token</c> with a token of their account that does not end, and takes it back when the Secret goes. A
/// Secret whose account is not there is deleted.
/// </summary>
internal sealed class AccountTokenController(ControlPlane plane) : IController
{
    private const string Type = "kubernetes.io/service-account-token";
    private const string AccountName = "kubernetes.io/service-account.name";
    private const string AccountUid = "kubernetes.io/service-account.uid";

    private readonly ConcurrentDictionary<ObjectKey, string> _tokens = new();

    public IReadOnlyList<GroupResource>? Watched { get; } = [BuiltIn.Secrets, BuiltIn.ServiceAccounts];

    public void Observe(StoreEvent change, Action<ObjectKey> enqueue)
    {
        if (change.Object.Resource == BuiltIn.Secrets)
        {
            enqueue(change.Object.Key);
            return;
        }

        if (change.Type != StoreEventType.Deleted) return;
        foreach (var key in _tokens.Keys.Where(key => key.Namespace == change.Object.Key.Namespace)) enqueue(key);
    }

    public TimeSpan? Reconcile(ObjectKey key)
    {
        var secret = plane.Get(BuiltIn.Secrets, key);
        var account = secret?.TextAt("type") == Type ? secret.TextAt("metadata", "annotations", AccountName) : null;
        if (secret is null || string.IsNullOrEmpty(account))
        {
            TakeBack(key);
            return null;
        }

        if (plane.Store.Get(BuiltIn.ServiceAccounts, key.Namespace, account) is not { } found)
        {
            plane.Store.Delete(BuiltIn.Secrets, key.Namespace, key.Name, DeleteRequest.Now);
            TakeBack(key);
            return null;
        }

        Fill(key, secret, ServiceAccountUser.Of(key.Namespace, account, found.Uid));
        return null;
    }

    private void Fill(ObjectKey key, JsonObject secret, SandboxUser user)
    {
        // Tokens are kept in their Secrets alone: after a restart they are known again from there.
        if (secret.TextAt("data", "token") is { Length: > 0 } kept)
        {
            Accept(key, Encoding.ASCII.GetString(Convert.FromBase64String(kept)), user);
            return;
        }

        var token = TokenTable.NewToken();
        Accept(key, token, user);
        plane.Store.Update(BuiltIn.Secrets, key.Namespace, key.Name, item =>
        {
            item.Ensure("metadata").Ensure("annotations")[AccountUid] = user.Uid;
            var data = item.Ensure("data");
            data["token"] = Base64(token);
            data["namespace"] = Base64(key.Namespace);
            if (plane.AuthorityPem.Length > 0) data["ca.crt"] = Base64(plane.AuthorityPem);
            return item;
        });
    }

    private void Accept(ObjectKey key, string token, SandboxUser user)
    {
        if (_tokens.TryGetValue(key, out var before) && before != token) plane.Cluster.Tokens.Remove(before);
        _tokens[key] = token;
        plane.Cluster.Tokens.Add(token, user);
    }

    private void TakeBack(ObjectKey key)
    {
        if (_tokens.TryRemove(key, out var token)) plane.Cluster.Tokens.Remove(token);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));
}
