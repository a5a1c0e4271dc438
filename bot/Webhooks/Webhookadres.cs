using System.Diagnostics.CodeAnalysis;

namespace Isop.Bot.Webhooks;

/// <summary>
/// The address that a program gives to be called at. It comes from outside, so it is held against the settings when it is given and again
/// before every call; where its name leads to is checked at each connection (<see cref="VeiligeVerbinding"/>).
/// </summary>
internal static class Webhookadres
{
    /// <summary>Callbacks of the Power Platform have some 300 characters.</summary>
    public const int Langste = 2000;

    /// <summary>https at the usual port, a host by name that the settings allow, and nothing in it that is meant for us.</summary>
    public static bool TryRead(string? text, WebhookOptions options, [NotNullWhen(true)] out Uri? adres)
    {
        adres = null;
        if (text is not { Length: <= Langste } || !Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || uri.Scheme != Uri.UriSchemeHttps || !uri.IsDefaultPort || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0
            || uri.HostNameType != UriHostNameType.Dns || !options.Mag(uri.IdnHost))
        {
            return false;
        }

        adres = uri;
        return true;
    }
}
