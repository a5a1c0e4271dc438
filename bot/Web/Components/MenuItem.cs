namespace Isop.Bot.Web.Components;

/// <summary>A link in a menu or a breadcrumb.</summary>
public sealed record MenuItem(string Href, string Text);
