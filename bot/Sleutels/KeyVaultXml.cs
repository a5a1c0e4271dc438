using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Isop.Core.Sleutels;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Isop.Bot.Sleutels;

/// <summary>Each key of the ring in an envelope with a key of its own, which the vault wraps.</summary>
internal sealed class KeyVaultXmlEncryptor(KeyVaultKey vault) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var key = RandomNumberGenerator.GetBytes(Envelope.KeyBytes);
        try
        {
            var wrapped = KeyRing.Wait(() => vault.WrapAsync(key, CancellationToken.None).AsTask());
            var element = new XElement(
                "verpakt", new XElement("kid", wrapped.Kid), new XElement("sleutel", Convert.ToBase64String(wrapped.Bytes)),
                new XElement("inhoud", Convert.ToBase64String(Envelope.Seal(key, plain))));
            return new EncryptedXmlInfo(element, typeof(KeyVaultXmlDecryptor));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(plain);
        }
    }
}

/// <summary>Made by the key ring itself, by its stored type name.</summary>
internal sealed class KeyVaultXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        string Part(string name) => encryptedElement.Element(name)?.Value ?? throw new FormatException($"A wrapped key has no {name}.");
        var (content, wrapped) = (Convert.FromBase64String(Part("inhoud")), new WrappedKey(Part("kid"), Convert.FromBase64String(Part("sleutel"))));
        var vault = services.GetRequiredService<KeyVaultKey>();
        var key = KeyRing.Wait(() => vault.UnwrapAsync(wrapped, CancellationToken.None).AsTask());
        return XElement.Parse(Encoding.UTF8.GetString(Envelope.Open(key, content)));
    }
}
