namespace Isop.Bot.Web.Components;

/// <summary>How a notice or a chip is meant; the words say it too, the colour only helps.</summary>
public enum Tone
{
    Info,
    Ok,
    Warn,
    Error,
}
