using Kpanda.Hosting.Errors;

namespace Kpanda.Hosting.Live;

/// <summary>Messages of the live channel.</summary>
internal sealed class LiveWords : IErrorWords
{
    public const string PathUnknown = "live.path.unknown";
    public const string TooManySubscriptions = "live.subscriptions";
    public const string TooManyKeys = "live.keys";
    public const string TooManyOfPerson = "live.person.channels";
    public const string TooManySubscriptionsOfPerson = "live.person.subscriptions";
    public const string KeysTooLong = "live.keys.bytes";
    public const string TooManyChannels = "live.channels";
    public const string ForeignOrigin = "live.origin";
    public const string NoWebSocket = "live.websocket";

    public IReadOnlyDictionary<string, string> English { get; } = new Dictionary<string, string>
    {
        [PathUnknown] = "{path} cannot be followed live.",
        [TooManySubscriptions] = "A page can follow at most {max} lists at a time.",
        [TooManyKeys] = "At most {max} rows of a list can be on the screen.",
        [KeysTooLong] = "The rows on the screens of this page are too many to be followed live.",
        [TooManyOfPerson] = "You have {max} pages open already. Close some of them.",
        [TooManySubscriptionsOfPerson] = "Your open pages follow {max} lists already. Close some of them.",
        [TooManyChannels] = "The server has too many live channels open. Try again later.",
        [ForeignOrigin] = "The live channel can only be opened by pages of this server.",
        [NoWebSocket] = "This address takes WebSocket connections only.",
    };

    public IReadOnlyDictionary<string, string> Chinese { get; } = new Dictionary<string, string>
    {
        [PathUnknown] = "无法实时跟踪 {path}。",
        [TooManySubscriptions] = "一个页面最多可同时跟踪 {max} 个列表。",
        [TooManyKeys] = "一个列表最多可显示 {max} 行。",
        [KeysTooLong] = "此页面显示的行过多，无法实时跟踪。",
        [TooManyOfPerson] = "您已打开 {max} 个页面，请关闭其中一些。",
        [TooManySubscriptionsOfPerson] = "您打开的页面已跟踪 {max} 个列表，请关闭其中一些。",
        [TooManyChannels] = "服务器打开的实时通道过多，请稍后重试。",
        [ForeignOrigin] = "实时通道只能由本服务器的页面打开。",
        [NoWebSocket] = "此地址只接受 WebSocket 连接。",
    };
}
