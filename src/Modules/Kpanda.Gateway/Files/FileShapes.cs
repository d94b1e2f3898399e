namespace Kpanda.Gateway.Files;

/// <summary>What is in a directory of a container.</summary>
/// <param name="Path">Its path: an exact text, in which <c>%XX</c> is a byte.</param>
/// <param name="Items">The entries, directories first, then by name.</param>
/// <param name="IsCut">Whether there are more, which are not told.</param>
/// <param name="UploadLimit">How many bytes one upload may have.</param>
internal sealed record FileListing(string Path, IReadOnlyList<FileEntry> Items, bool IsCut, long UploadLimit);

/// <summary>An entry of a directory.</summary>
/// <param name="Name">Its name, to be shown: what would do harm there is written <c>%XX</c>.</param>
/// <param name="Path">Its path, for use: an exact text, in which <c>%XX</c> is a byte.</param>
/// <param name="Type"><c>directory</c>, <c>file</c>, or <c>other</c> (a device, a socket, a link to nothing). Of a link, what it leads to.</param>
/// <param name="IsLink">Whether it is a symbolic link.</param>
/// <param name="Size">Size in bytes.</param>
/// <param name="Mode">Rights as <c>ls</c> shows them: <c>-rw-r--r--</c>.</param>
/// <param name="Owner">User and group: <c>root:root</c>.</param>
/// <param name="Modified">When it was changed last; absent where the image cannot tell.</param>
internal sealed record FileEntry(string Name, string Path, string Type, bool IsLink, long Size, string Mode, string Owner, DateTimeOffset? Modified);

/// <summary>The first part of an upload: what follows, in this order, one part for each file.</summary>
/// <param name="Files">The files.</param>
internal sealed record UploadManifest(IReadOnlyList<UploadFile>? Files);

/// <summary>A file of an upload.</summary>
/// <param name="Path">Where it goes, from the directory on: <c>photos/2026/a.jpg</c>.</param>
/// <param name="Size">Its size in bytes.</param>
internal sealed record UploadFile(string? Path, long Size);

/// <summary>An upload that is complete.</summary>
/// <param name="Files">How many files were written.</param>
/// <param name="Bytes">How many bytes they have.</param>
internal sealed record UploadAnswer(int Files, long Bytes);
