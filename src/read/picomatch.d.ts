declare module "picomatch" {
  export default function picomatch(
    patterns: string | string[],
    options?: { noextglob?: boolean; dot?: boolean },
    // Told to, it gives an object, which is true whether or not the path matches: so it is never handed to `some` as it is.
  ): (path: string, asObject?: false) => boolean;
}
