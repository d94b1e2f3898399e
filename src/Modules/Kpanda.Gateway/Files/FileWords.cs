using Kpanda.Hosting.Errors;

namespace Kpanda.Gateway.Files;

internal sealed class FileWords : IErrorWords
{
    public IReadOnlyDictionary<string, string> English { get; } = new Dictionary<string, string>
    {
        ["files.container"] = "Files are those of a container: its name is needed.",
        ["files.path"] = "The path must be absolute, without the steps . and .., and no longer than 4096 bytes.",
        ["files.root"] = "The whole file system is not packed; choose a folder in it.",
        ["files.missing"] = "There is nothing at {path}.",
        ["files.other.kind"] = "{path} is not of the kind that was asked for: a plain file, or a folder.",
        ["files.denied"] = "The container does not allow it: {detail}",
        ["files.no.space"] = "There is no space left in the container: {detail}",
        ["files.read.only"] = "The file system cannot be written to: {detail}",
        ["files.failed"] = "The container could not do it: {detail}",
        ["files.no.program"] = "Container {container} of pod {pod} has no {program}, which this needs. A debug container brings one.",
        ["files.lost"] = "The connection to the container was lost.",
        ["files.ended"] = "You may no longer do this here.",
        ["files.form"] = "The upload is not whole: its first part names files with their sizes, and each follows as a part of just that size.",
        ["files.manifest"] = "An upload has between one and {most} files.",
        ["files.name"] = "“{name}” is no name for a file here: it must be relative, without . and .., without control characters, and named once.",
        ["files.too.large"] = "The upload is larger than {limit} bytes.",
    };

    public IReadOnlyDictionary<string, string> Chinese { get; } = new Dictionary<string, string>
    {
        ["files.container"] = "文件属于某个容器：请指定容器名称。",
        ["files.path"] = "路径必须是绝对路径，不含 . 和 .. ，且不超过 4096 字节。",
        ["files.root"] = "不能打包整个文件系统，请选择其中的文件夹。",
        ["files.missing"] = "{path} 不存在。",
        ["files.other.kind"] = "{path} 不是所请求的类型：普通文件或文件夹。",
        ["files.denied"] = "容器不允许此操作：{detail}",
        ["files.no.space"] = "容器中没有剩余空间：{detail}",
        ["files.read.only"] = "文件系统只读：{detail}",
        ["files.failed"] = "容器无法完成此操作：{detail}",
        ["files.no.program"] = "容器组 {pod} 的容器 {container} 中没有所需的 {program}。可以使用调试容器。",
        ["files.lost"] = "与容器的连接已断开。",
        ["files.ended"] = "您不再有权进行此操作。",
        ["files.form"] = "上传内容不完整：第一部分应列出文件及其大小，随后每个文件各为一部分，大小须一致。",
        ["files.manifest"] = "一次上传应包含 1 到 {most} 个文件。",
        ["files.name"] = "“{name}”不能作为文件名：必须是相对路径，不含 . 和 .. 及控制字符，且不重复。",
        ["files.too.large"] = "上传内容超过 {limit} 字节。",
    };
}
