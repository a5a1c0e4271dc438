namespace Isop.Bot.Web.Components;

/// <summary>The menu of the pages that are there only in Development.</summary>
public static class DevelopmentMenu
{
    public static IReadOnlyList<MenuItem> Items { get; } = [new("/", "Start"), new("/dev/mail", "Mails"), new("/bureau", "Bureau")];
}
