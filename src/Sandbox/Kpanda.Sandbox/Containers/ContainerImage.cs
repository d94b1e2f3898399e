using System.Text;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Access;
using Kpanda.Sandbox.Containers.Files;
using Kpanda.Sandbox.Containers.Programs;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Containers;

/// <summary>The files that a container begins with: those of its image, those that a kubelet writes, and its volumes.</summary>
internal static class ContainerImage
{
    private const UnixFileMode DirectoryMode = (UnixFileMode)0b111_101_101;

    private static readonly TimeSpan TokenLife = TimeSpan.FromHours(1);

    public static ContainerFiles Unpack(Container container)
    {
        var files = new ContainerFiles(container.Time);
        foreach (var directory in (ReadOnlySpan<string>)["/bin", "/dev", "/etc", "/home", "/proc", "/root", "/run", "/tmp", "/usr/bin", "/usr/local/bin", "/var/log", "/var/run"])
            files.MakeDirectory("/", directory, parents: true);
        foreach (var program in ProgramTable.Names) files.Place("/bin/" + program, Program(container.Time));
        var image = container.Image.Repository.Split('/')[^1];
        Write(files, "/etc/os-release", $"PRETTY_NAME=\"Simulated {image} {container.Image.Tag}\"\nNAME=\"{image}\"\nVERSION_ID=\"{container.Image.Tag}\"\nID={image}\n");
        Write(files, "/etc/passwd", "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n");
        Write(files, "/etc/group", "root:x:0:\nnogroup:x:65534:\n");
        Write(files, "/etc/hostname", container.HostName + "\n");
        Write(files, "/etc/hosts", $"# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n{container.Pod.TextAt("status", "podIP")}\t{container.HostName}\n");
        Write(files, "/etc/resolv.conf", $"search {container.Pod.Namespace()}.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n");
        if (image == "nginx")
        {
            Write(files, "/etc/nginx/nginx.conf", "events {}\nhttp {\n  server {\n    listen 80;\n    root /usr/share/nginx/html;\n  }\n}\n");
            Write(files, "/usr/share/nginx/html/index.html", ContainerWebServer.Welcome);
        }

        if (container.WorkingDirectory != "/") files.MakeDirectory("/", container.WorkingDirectory, parents: true);
        foreach (var mount in container.Spec.ObjectsAt("volumeMounts")) Mount(container, files, mount);
        return files;
    }

    private static FileNode Program(TimeProvider time) => new() { Mode = DirectoryMode, Modified = time.GetUtcNow(), ReadOnly = true, Made = () => "\x7fELF"u8.ToArray() };

    private static void Write(ContainerFiles files, string path, string text)
    {
        files.MakeDirectory("/", path[..path.LastIndexOf('/')], parents: true);
        files.Create("/", path);
        files.Append("/", path, Encoding.UTF8.GetBytes(text));
    }

    private static void Mount(Container container, ContainerFiles files, JsonObject mount)
    {
        var path = mount.TextAt("mountPath") ?? "/";
        var volume = container.Pod.ObjectsAt("spec", "volumes").FirstOrDefault(item => item.TextAt("name") == mount.TextAt("name"));
        if (volume is null || path == "/") return;
        var sources = volume.ObjectsAt("projected", "sources").Append(volume);
        var found = new SortedDictionary<string, FileNode>(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            foreach (var (name, text) in Texts(container, source)) found[name] = Text(container, text);
            if (source.ObjectAt("serviceAccountToken") is { } token) found[token.TextAt("path") ?? "token"] = Token(container);
        }

        if (found.Count == 0)
        {
            // A volume of one's own: an empty directory that can be written to.
            files.MakeDirectory("/", path, parents: true);
            return;
        }

        if (mount.TextAt("subPath") is { } sub)
        {
            if (found.TryGetValue(sub, out var one)) files.Place(path, one);
            return;
        }

        files.Place(path, new FileNode { Children = found, Mode = DirectoryMode, Modified = container.Time.GetUtcNow(), ReadOnly = true });
    }

    // By key, or by the paths that are given for some keys.
    private static IEnumerable<(string Name, string Text)> Texts(Container container, JsonObject source)
    {
        var (data, items) = source switch
        {
            _ when source.ObjectAt("configMap") is { } config => (ContainerEnvironment.Data(container.Cluster, container.Pod, BuiltIn.ConfigMaps, config.TextAt("name")), config),
            _ when source.ObjectAt("secret") is { } secret => (ContainerEnvironment.Data(container.Cluster, container.Pod, BuiltIn.Secrets, secret.TextAt("secretName") ?? secret.TextAt("name")), secret),
            _ when source.ObjectAt("downwardAPI") is { } downward => (downward.ObjectsAt("items").ToDictionary(i => i.TextAt("path") ?? "", i => Field(container.Pod, i.TextAt("fieldRef", "fieldPath") ?? "")), new JsonObject()),
            _ => (new Dictionary<string, string>(), source),
        };
        var chosen = items.ObjectsAt("items").ToList();
        return chosen.Count == 0
            ? data.Select(pair => (pair.Key, pair.Value))
            : chosen.Where(item => data.ContainsKey(item.TextAt("key") ?? "")).Select(item => (item.TextAt("path") ?? "", data[item.TextAt("key")!]));
    }

    private static string Field(JsonObject pod, string path) => path switch
    {
        "metadata.labels" or "metadata.annotations" => string.Join('\n', pod.MapAt(path.Split('.')).Select(pair => $"{pair.Key}=\"{pair.Value}\"")),
        _ => pod.TextAt(path.Split('.')) ?? "",
    };

    // A token that the cluster accepts, made when somebody reads it and anew when it has ended.
    private static FileNode Token(Container container)
    {
        var (cluster, ns, account) = (container.Cluster, container.Pod.Namespace(), container.Pod.TextAt("spec", "serviceAccountName") ?? "default");
        var (text, until) = ("", DateTimeOffset.MinValue);
        return new FileNode { Mode = (UnixFileMode)0b110_100_100, Modified = container.Time.GetUtcNow(), ReadOnly = true, Made = Read };

        byte[] Read()
        {
            var now = container.Time.GetUtcNow();
            if (now >= until && cluster.Store.Get(BuiltIn.ServiceAccounts, ns, account) is { } found)
            {
                until = now + TokenLife;
                text = ServiceAccountUser.Issue(cluster, ns, account, found.Uid, [TokenTable.ApiAudience], until);
            }

            return Encoding.ASCII.GetBytes(text);
        }
    }

    private static FileNode Text(Container container, string text)
    {
        var node = new FileNode { Mode = (UnixFileMode)0b110_100_100, Modified = container.Time.GetUtcNow(), ReadOnly = true };
        node.Append(Encoding.UTF8.GetBytes(text));
        return node;
    }
}
