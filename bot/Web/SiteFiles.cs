using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.FileProviders;

namespace Isop.Bot.Web;

/// <summary>Addresses of the site's own files with a version in them, so that browsers may keep a file until it changes.</summary>
public sealed class SiteFiles(IWebHostEnvironment environment)
{
    private readonly ConcurrentDictionary<string, (DateTimeOffset Modified, string Url)> _urls = new();

    /// <summary>The address of a file under wwwroot, e.g. "isop.css".</summary>
    public string Url(string path)
    {
        var file = environment.WebRootFileProvider.GetFileInfo(path);
        if (!file.Exists)
        {
            return "/" + path;
        }

        if (!_urls.TryGetValue(path, out var known) || known.Modified != file.LastModified)
        {
            known = (file.LastModified, $"/{path}?v={VersionOf(file)}");
            _urls[path] = known;
        }

        return known.Url;
    }

    private static string VersionOf(IFileInfo file)
    {
        using var stream = file.CreateReadStream();
        return Convert.ToHexStringLower(SHA256.HashData(stream))[..12];
    }
}
