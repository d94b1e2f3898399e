using System.Text;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;

namespace Kpanda.Gateway.Files;

/// <summary>Checks what an upload says will come: every file stays below the directory, and all together within the limit.</summary>
internal static class UploadNames
{
    private const int MostFiles = 20_000;
    private const int LongestName = 255;
    private const int LongestPath = 4000;

    /// <summary>The size of the archive that they make, or what is wrong with them.</summary>
    public static Result<long> Check(UploadManifest manifest, long limit)
    {
        if (manifest.Files is not { Count: > 0 and <= MostFiles } files) return Error.Invalid("files", "files.manifest", ("most", $"{MostFiles}"));
        long archive = TarHeader.End;
        long bytes = 0;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (file.Path is not { } path || !IsInside(path) || !seen.Add(path)) return Error.Invalid("files", "files.name", ("name", FilePath.Show(Encoding.UTF8.GetBytes(file.Path ?? ""))));
            if (file.Size < 0 || file.Size > limit - bytes) return Error.Of(ErrorCode.ResourceExhausted, "files.too.large", ("limit", $"{limit}"));
            bytes += file.Size;
            archive += TarHeader.Of(path, file.Size, DateTimeOffset.UnixEpoch).Length + file.Size + TarHeader.Padding(file.Size);
        }

        return archive;
    }

    // Relative, without steps, and of nothing that would do harm where it is shown later.
    private static bool IsInside(string path) =>
        path.Length is > 0 and <= LongestPath
        && path.Split('/').All(part => part is not ("" or "." or "..") && Encoding.UTF8.GetByteCount(part) <= LongestName)
        && FilePath.Show(Encoding.UTF8.GetBytes(path)) == path;
}
